import { inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { ledgerEntries, ledgerLegs } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { BrokenInvariant, invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { bookingMonth, closedMonths } from "./periods.ts";
import { checkEntry, type Entry, requestHash } from "./rules.ts";

export type Posting = {
  /** A user's id, or `system`. */
  madeBy: string;
  /** The second person, where the event asks for four eyes; never who made it. */
  approvedBy?: string | null;
  now: Date;
};

/**
 * Posts events to the books, in the caller's transaction. A key that is already there with the same contents is
 * skipped; with other contents it is another event under a used name. What belongs to a closed month is booked in the
 * next open one; `effectiveOn` still says the day it counts for, `forMonth` the month it belongs to.
 * @returns the ids of the entries by key, of those that were there before too
 * @throws BrokenInvariant where an entry does not balance or its key was used for something else
 */
export async function postEntries(
  tx: Writer,
  entries: readonly Entry[],
  { madeBy, approvedBy = null, now }: Posting,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const entry of entries) {
    const checked = checkEntry(entry);
    invariant(checked.ok, `ledger: ${checked.ok ? "" : checked.reason} (${entry.key})`);
    const hash = requestHash(entry);
    invariant((hashes.get(entry.key) ?? hash) === hash, `ledger: two events are named ${entry.key}`);
    hashes.set(entry.key, hash);
  }
  const ids = await knownEntries(tx, hashes);
  const fresh = [...new Map(entries.map((entry) => [entry.key, entry])).values()].filter(({ key }) => !ids.has(key));
  const closed = await closedMonths(tx);
  const rows = fresh.map((entry) => ({
    id: newId(),
    key: entry.key,
    requestHash: hashes.get(entry.key) ?? "",
    kind: entry.kind,
    month: bookingMonth(entry.month, closed),
    forMonth: closed.has(entry.month) ? entry.month : null,
    effectiveOn: entry.effectiveOn,
    postedAt: now,
    reason: entry.reason,
    settlesId: entry.settlesId ?? null,
    reversesId: entry.reversesId ?? null,
    madeBy,
    approvedBy,
  }));
  const legs = fresh.flatMap((entry, at) =>
    entry.legs.map((leg, seq) => ({ entryId: rows[at]?.id ?? "", seq, ...leg })),
  );
  // Legs first: the entry's row seals them.
  await inChunks(legs, (chunk) => tx.insert(ledgerLegs).values(chunk));
  await inChunks(rows, (chunk) => tx.insert(ledgerEntries).values(chunk));
  for (const row of rows) ids.set(row.key, row.id);
  return ids;
}

async function knownEntries(tx: Writer, hashes: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  await inChunks([...hashes.keys()], async (keys) => {
    const rows = await tx
      .select({ id: ledgerEntries.id, key: ledgerEntries.key, hash: ledgerEntries.requestHash })
      .from(ledgerEntries)
      .where(inArray(ledgerEntries.key, keys));
    for (const { id, key, hash } of rows) {
      if (hash !== hashes.get(key)) throw new BrokenInvariant(`ledger: ${key} was posted with other contents`);
      ids.set(key, id);
    }
  });
  return ids;
}
