import type { AccessRule } from "../actor.ts";

export const labAccess = {
  "lab.view": { officer: "any", auditor: "any" },
  "lab.draft": { officer: "any" },
  "lab.decide": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
