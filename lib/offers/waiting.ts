import { and, eq, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { waitlist } from "#db/schema";
import { noteWaitEvent, type WaitEventKind } from "./line.ts";

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
    const here = and(
      eq(waitlist.roundId, row.roundId),
      eq(waitlist.categoryId, row.categoryId),
      eq(waitlist.applicationId, applicationId),
    );
    await tx.update(waitlist).set({ status, endedAt: now }).where(here);
    const { roundId, position } = row;
    await noteWaitEvent(tx, { roundId, categoryId: row.categoryId, kind, at: now, applicationId, position });
  }
  return rows.length;
}

/** A refusal ends the wait for that category; one refusal too many by the round's rule ends them all. */
export async function leaveAfterRefusal(
  tx: Writer,
  offer: { applicationId: string; categoryId: string },
  { kind, out, now }: { kind: "declined" | "expired"; out: boolean; now: Date },
): Promise<void> {
  await leaveLists(tx, offer.applicationId, {
    status: out ? "out" : "left",
    kind,
    now,
    ...(!out && { categoryId: offer.categoryId }),
  });
}
