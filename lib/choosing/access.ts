import type { AccessRule } from "../actor.ts";

export const choosingAccess = {
  "choosing.view": { talent: "own", operator: "any", auditor: "any" },
  // Taking a hold and letting it go again.
  "choosing.hold": { talent: "own" },
  "choosing.take": { talent: "own" },
  "choosing.pass": { talent: "own" },
  "choosing.release": { operator: "any" },
  "choosing.extend": { operator: "any" },
  "choosing.beginTurns": { system: "any" },
  "choosing.endTurns": { system: "any" },
} as const satisfies Record<string, AccessRule>;
