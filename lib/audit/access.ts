import type { AccessRule } from "../actor.ts";

export const auditAccess = {
  "audit.read": { admin: "any", auditor: "any" },
} as const satisfies Record<string, AccessRule>;
