import { inArray } from "drizzle-orm";
import type { Reader } from "#db/client";
import { type settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";

type BatchRow = typeof settlements.$inferSelect;

/** Whether this officer is the one to act: neither maker nor checker may approve. */
export const awaits = (batch: BatchRow, actor: Actor): boolean =>
  actor.role === "officer" &&
  batch.madeBy !== actor.userId &&
  (batch.status === "draft" || (batch.status === "checked" && batch.checkedBy !== actor.userId));

/** Who made, checked and approved a batch, by name. */
export const signers = (batch: BatchRow, names: Map<string, string>) => ({
  madeBy: names.get(batch.madeBy) ?? "",
  checkedBy: names.get(batch.checkedBy ?? "") ?? null,
  approvedBy: names.get(batch.approvedBy ?? "") ?? null,
});

/** Names of staff by their ids. */
export async function namesOf(db: Reader, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name ?? ""]));
}
