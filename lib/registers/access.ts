import type { AccessRule } from "../actor.ts";

export const registersAccess = {
  "register.list": { officer: "any", auditor: "any" },
  "register.import": { officer: "any" },
  "finding.list": { officer: "any", auditor: "any" },
  "finding.see": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
