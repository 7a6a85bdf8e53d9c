import { and, eq, inArray, min } from "drizzle-orm";
import type { Writer } from "#db/client";
import { waitlist } from "#db/schema";
import { noteWaitEvent, type WaitEventKind, waitRow } from "./line.ts";

type WaitRow = typeof waitlist.$inferSelect;
const STILL = ["waiting", "offered"] as const;

/** The lists an application still stands in. */
const listsOf = (tx: Writer, applicationId: string): Promise<WaitRow[]> =>
  Promise.resolve(
    tx
      .select()
      .from(waitlist)
      .where(and(eq(waitlist.applicationId, applicationId), inArray(waitlist.status, [...STILL]))),
  );

/**
 * Takes an application out of lists: all of them, or only `categoryId`'s. Those behind see that somebody moved and why,
 * not who. Gives in how many lists it stood.
 */
export async function leaveLists(
  tx: Writer,
  applicationId: string,
  {
    status,
    kind,
    now,
    categoryId,
  }: { status: "housed" | "left" | "out"; kind: WaitEventKind; now: Date; categoryId?: string },
): Promise<number> {
  const rows = (await listsOf(tx, applicationId)).filter((row) => !categoryId || row.categoryId === categoryId);
  for (const row of rows) {
    await tx.update(waitlist).set({ status, endedAt: now }).where(waitRow(row));
    const { roundId, position } = row;
    await noteWaitEvent(tx, { roundId, categoryId: row.categoryId, kind, at: now, applicationId, position });
  }
  return rows.length;
}

/**
 * A refusal ends the wait for that category; one refusal too many by the round's rule ends them all. Gives how many waits
 * for other categories ended with it.
 */
export async function leaveAfterRefusal(
  tx: Writer,
  { applicationId, categoryId }: { applicationId: string; categoryId: string },
  { kind, out, now }: { kind: "declined" | "expired"; out: boolean; now: Date },
): Promise<number> {
  await leaveLists(tx, applicationId, { status: out ? "out" : "left", kind, now, categoryId });
  return out ? leaveLists(tx, applicationId, { status: "out", kind: "left", now }) : 0;
}

/**
 * Puts somebody whose offer was taken back through no fault of theirs where they stood; who had the place by the draw and
 * never waited for it stands before everybody who does.
 */
export async function returnToList(
  tx: Writer,
  row: { roundId: string; categoryId: string; applicationId: string },
  now: Date,
): Promise<void> {
  const [back] = await tx
    .update(waitlist)
    .set({ status: "waiting", endedAt: null })
    .where(waitRow(row))
    .returning({ position: waitlist.position });
  const position = back?.position ?? (await firstPosition(tx, row)) - 1;
  if (!back) await tx.insert(waitlist).values({ ...row, position, status: "waiting", since: now });
  await noteWaitEvent(tx, { ...row, kind: "returned", at: now, position });
}

async function firstPosition(tx: Writer, { roundId, categoryId }: { roundId: string; categoryId: string }) {
  const [row] = await tx
    .select({ first: min(waitlist.position) })
    .from(waitlist)
    .where(and(eq(waitlist.roundId, roundId), eq(waitlist.categoryId, categoryId)));
  return row?.first ?? 1;
}
