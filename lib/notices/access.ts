import type { AccessRule } from "../actor.ts";

export const noticesAccess = {
  "notice.list": { talent: "own" },
} as const satisfies Record<string, AccessRule>;
