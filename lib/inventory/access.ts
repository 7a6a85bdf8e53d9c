import type { AccessRule } from "../actor.ts";

export const inventoryAccess = {
  "overview.view": { operator: "any", auditor: "any" },
  "unit.list": { operator: "any", auditor: "any" },
  "unit.view": { operator: "any", auditor: "any" },
  "unit.setStatus": { operator: "any" },
} as const satisfies Record<string, AccessRule>;
