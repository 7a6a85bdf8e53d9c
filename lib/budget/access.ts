import type { AccessRule } from "../actor.ts";

export const budgetAccess = {
  "budget.view": { officer: "any", auditor: "any" },
  "budget.propose": { officer: "any" },
  "budget.decide": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
