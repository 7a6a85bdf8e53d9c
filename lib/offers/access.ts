import type { AccessRule } from "../actor.ts";

export const offersAccess = {
  "offer.view": { talent: "own", operator: "any", auditor: "any" },
  "offer.list": { operator: "any", auditor: "any" },
  "offer.accept": { talent: "own" },
  "offer.decline": { talent: "own" },
  "offer.expire": { system: "any" },
} as const satisfies Record<string, AccessRule>;
