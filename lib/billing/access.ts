import type { AccessRule } from "../actor.ts";

export const billingAccess = {
  "bill.view": { talent: "own", operator: "any", officer: "any", auditor: "any" },
  "bill.list": { operator: "any", officer: "any", auditor: "any" },
  "month.run": { operator: "any", system: "any" },
  "payment.record": { operator: "any", system: "any" },
  "payment.list": { operator: "any", auditor: "any" },
  "payment.view": { talent: "own", operator: "any", officer: "any", auditor: "any" },
  "payment.start": { talent: "own" },
  "bank.import": { operator: "any" },
  "bank.match": { operator: "any" },
  "charge.make": { operator: "any" },
  "charge.takeOff": { operator: "any" },
  "deposit.view": { operator: "any", officer: "any", auditor: "any" },
  "deposit.return": { operator: "any" },
  "reminder.send": { system: "any" },
  "refund.list": { operator: "any", officer: "any", auditor: "any" },
  "refund.propose": { operator: "any" },
  "refund.decide": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
