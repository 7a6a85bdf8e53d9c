import type { AccessRule } from "../actor.ts";

export const ledgerAccess = {
  "ledger.view": { officer: "any", auditor: "any", system: "any" },
  "period.list": { officer: "any", auditor: "any" },
  "period.close": { officer: "any" },
  "period.reopen": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
