import type { AccessRule } from "../actor.ts";

export const payoutsAccess = {
  "account.view": { talent: "own" },
  "account.save": { talent: "own" },
  "settlement.fund": { officer: "any" },
  "payout.list": { officer: "any", auditor: "any" },
  "payout.send": { officer: "any" },
  /** With account numbers in full. */
  "payout.export": { officer: "any" },
  "payout.settle": { officer: "any" },
  "payout.again": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
