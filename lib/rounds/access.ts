import type { AccessRule } from "../actor.ts";

export const roundsAccess = {
  "round.list": { operator: "any", auditor: "any" },
  "round.view": { operator: "any", auditor: "any" },
  "round.create": { operator: "any" },
  "round.setPlaces": { operator: "any" },
  "round.announce": { operator: "any" },
  // Rounds open and close by themselves at the announced times.
  "round.open": { operator: "any", system: "any" },
  "round.close": { operator: "any", system: "any" },
  "round.noticeRoster": { operator: "any" },
  "round.reopenRoster": { operator: "any" },
  "round.freeze": { operator: "any" },
  "round.setReserves": { operator: "any" },
  "round.setPriority": { operator: "any" },
  "round.proposeDraw": { operator: "any" },
  "round.cancelDraw": { operator: "any" },
  "round.confirmDraw": { operator: "any" },
  "round.resumeDraw": { system: "any" },
  "round.publish": { operator: "any" },
  "round.offer": { operator: "any" },
  "round.finish": { operator: "any" },
  "objection.raise": { talent: "own" },
  "objection.enter": { operator: "any" },
  "objection.decide": { operator: "any" },
  "objection.view": { talent: "own", operator: "any", auditor: "any" },
} as const satisfies Record<string, AccessRule>;
