import type { AccessRule } from "../actor.ts";

export const peopleAccess = {
  "profile.view": { talent: "own", operator: "any", officer: "any", auditor: "any" },
  "profile.save": { talent: "own" },
} as const satisfies Record<string, AccessRule>;
