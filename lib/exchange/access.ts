import type { AccessRule } from "../actor.ts";

export const exchangeAccess = {
  "exchange.view": { talent: "own" },
  "exchange.submit": { talent: "own" },
  "exchange.answer": { talent: "own" },
  "exchange.moves.view": { operator: "any", auditor: "any" },
  // The leases move by themselves on the announced day; an operator may do it later that day as well.
  "exchange.move": { operator: "any", system: "any" },
} as const satisfies Record<string, AccessRule>;
