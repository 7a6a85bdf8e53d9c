import type { AccessRule } from "../actor.ts";

export const ledgerAccess = {
  "ledger.view": { officer: "any", auditor: "any", system: "any" },
} as const satisfies Record<string, AccessRule>;
