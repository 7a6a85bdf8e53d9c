import type { AccessRule } from "../actor.ts";

export const roundsAccess = {
  "round.list": { operator: "any", auditor: "any" },
  "round.view": { operator: "any", auditor: "any" },
  "round.create": { operator: "any" },
  "round.setUnits": { operator: "any" },
  "round.open": { operator: "any" },
  "round.close": { operator: "any" },
  "round.freeze": { operator: "any" },
  "round.draw": { operator: "any" },
  "round.publish": { operator: "any" },
  "round.finish": { operator: "any" },
} as const satisfies Record<string, AccessRule>;
