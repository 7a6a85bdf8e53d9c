import type { AccessRule } from "../actor.ts";

export const metersAccess = {
  "meter.list": { operator: "any", auditor: "any" },
  "meter.keep": { operator: "any" },
  "reading.record": { operator: "any" },
  "reading.import": { operator: "any" },
  "reading.charge": { operator: "any" },
} as const satisfies Record<string, AccessRule>;
