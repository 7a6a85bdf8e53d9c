import type { AccessRule } from "../actor.ts";

export const correctionsAccess = {
  "correction.list": { officer: "any", auditor: "any" },
  "correction.view": { officer: "any", auditor: "any" },
  "correction.draft": { officer: "any" },
  "correction.post": { officer: "any" },
  "correction.discard": { officer: "any" },
  "clawback.list": { officer: "any", auditor: "any" },
  "clawback.view": { talent: "own", officer: "any", auditor: "any" },
  "clawback.plan": { officer: "any" },
  "clawback.decide": { officer: "any" },
  "clawback.payNow": { talent: "own", officer: "any" },
  "writeOff.list": { operator: "any", officer: "any", auditor: "any" },
  "writeOff.propose": { operator: "any", officer: "any" },
  "writeOff.decide": { officer: "any" },
} as const satisfies Record<string, AccessRule>;
