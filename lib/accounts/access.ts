import type { AccessRule } from "../actor.ts";

export const accountsAccess = {
  "session.end": { talent: "any", operator: "any", officer: "any", admin: "any", auditor: "any" },
  "staff.list": { admin: "any", auditor: "any" },
  "staff.create": { admin: "any", system: "any" },
  "staff.disable": { admin: "any" },
  "staff.enable": { admin: "any" },
  "password.change": { operator: "any", officer: "any", admin: "any", auditor: "any" },
} as const satisfies Record<string, AccessRule>;
