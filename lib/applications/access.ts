import type { AccessRule } from "../actor.ts";

export const applicationsAccess = {
  "application.view": { talent: "own", operator: "any", auditor: "any" },
  "application.list": { operator: "any", auditor: "any" },
  "application.submit": { talent: "own" },
  "application.withdraw": { talent: "own" },
  // Of a group the leader invites and removes, and whoever is invited joins and leaves.
  "application.invite": { talent: "own" },
  "application.join": { talent: "own" },
  "application.leave": { talent: "own" },
  "application.removeMember": { talent: "own" },
  // What staff may do to the roster between closing and the freeze.
  "application.enter": { operator: "any" },
  "application.exclude": { operator: "any" },
  "application.readmit": { operator: "any" },
} as const satisfies Record<string, AccessRule>;
