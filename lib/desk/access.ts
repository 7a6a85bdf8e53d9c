import type { AccessRule } from "../actor.ts";

export const deskAccess = {
  "queue.view": { officer: "any", auditor: "any" },
  "figures.view": { officer: "any", auditor: "any" },
  "resident.view": { officer: "any", auditor: "any" },
} as const satisfies Record<string, AccessRule>;
