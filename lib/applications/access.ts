import type { AccessRule } from "../actor.ts";

export const applicationsAccess = {
  "application.view": { talent: "own", operator: "any", auditor: "any" },
  "application.list": { operator: "any", auditor: "any" },
  "application.submit": { talent: "own" },
  "application.withdraw": { talent: "own" },
} as const satisfies Record<string, AccessRule>;
