import type { Writer } from "#db/client";
import { auditLog } from "#db/schema";
import type { Action } from "../access.ts";
import type { Actor } from "../actor.ts";
import { newId } from "../ids.ts";

/** What happens before, beside or as a consequence of an action of the access table has a name of its own. */
export type AuditAction =
  | Action
  | "session.start"
  | "session.refuse"
  | "complex.load"
  | "lease.load"
  | "round.draw"
  | "sheet.export";

/**
 * Writes the audit row of a change, inside the change's own transaction.
 * `detail` holds ids, codes and amounts, never a name, a number or an address of a person.
 */
export async function audit(
  tx: Writer,
  actor: Actor,
  action: AuditAction,
  entity: string,
  entityId: string,
  at: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx
    .insert(auditLog)
    .values({ id: newId(), at, actorId: actor.userId, actorRole: actor.role, action, entity, entityId, detail });
}
