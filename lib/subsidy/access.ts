import type { AccessRule } from "../actor.ts";

export const subsidyAccess = {
  "plan.set": { system: "any" },
  "settlement.list": { officer: "any", auditor: "any" },
  "settlement.view": { officer: "any", auditor: "any" },
  "settlement.check": { officer: "any" },
  "settlement.hold": { officer: "any" },
  "settlement.return": { officer: "any" },
  "settlement.approve": { officer: "any" },
  "entitlement.view": { talent: "own", officer: "any", auditor: "any" },
} as const satisfies Record<string, AccessRule>;
