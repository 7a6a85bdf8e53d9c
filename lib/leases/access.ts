import type { AccessRule } from "../actor.ts";

export const leasesAccess = {
  "lease.view": { talent: "own", operator: "any", officer: "any", auditor: "any" },
  "lease.list": { operator: "any", auditor: "any" },
  "lease.register": { operator: "any" },
  "lease.checkIn": { operator: "any" },
  "lease.checkOut": { operator: "any" },
  "lease.changeRent": { operator: "any" },
  "lease.chooseOffset": { talent: "own" },
  "lease.load": { system: "any" },
} as const satisfies Record<string, AccessRule>;
