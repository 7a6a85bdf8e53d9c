import type { AccessRule } from "../actor.ts";

export const billingAccess = {
  "bill.view": { talent: "own", operator: "any", officer: "any", auditor: "any" },
  "bill.list": { operator: "any", officer: "any", auditor: "any" },
  "month.run": { operator: "any", system: "any" },
  "payment.record": { operator: "any", system: "any" },
} as const satisfies Record<string, AccessRule>;
