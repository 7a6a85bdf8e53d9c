import { inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { ledgerEntries } from "#db/schema";
import { inChunks } from "../chunks.ts";

/** The ids of posted entries by their keys; a key that was never posted is not in the answer. */
export async function entryIds(tx: Writer, keys: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  await inChunks([...new Set(keys)], async (some) => {
    const rows = await tx
      .select({ id: ledgerEntries.id, key: ledgerEntries.key })
      .from(ledgerEntries)
      .where(inArray(ledgerEntries.key, some));
    for (const { id, key } of rows) ids.set(key, id);
  });
  return ids;
}
