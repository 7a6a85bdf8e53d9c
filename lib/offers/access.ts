import type { AccessRule } from "../actor.ts";

export const offersAccess = {
  "offer.view": { talent: "own", operator: "any", auditor: "any" },
  "offer.list": { operator: "any", auditor: "any" },
  "offer.accept": { talent: "own" },
  "offer.decline": { talent: "own" },
  "offer.withdraw": { operator: "any" },
  "waiting.view": { talent: "own" },
  "waiting.leave": { talent: "own" },
  "waiting.list": { operator: "any", auditor: "any" },
  "offer.expire": { system: "any" },
} as const satisfies Record<string, AccessRule>;
