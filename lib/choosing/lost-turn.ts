import { and, eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { applications, rounds, turns } from "#db/schema";
import { invariant } from "../errors.ts";
import { tell } from "../notices/commands.ts";
import { releaseHolds } from "./grounds.ts";

/**
 * Ends the turn that an application still waits for, because somebody of it has signed a lease elsewhere: what they hold
 * is free for the others at once, and all of them are told. Nothing happens where no turn waits.
 */
export async function loseTurn(
  tx: Writer,
  applicationId: string,
  everybody: readonly string[],
  now: Date,
): Promise<void> {
  const [lost] = await tx
    .update(turns)
    .set({ status: "out", decidedAt: now })
    .where(and(eq(turns.applicationId, applicationId), eq(turns.status, "waiting")))
    .returning({ roundId: turns.roundId });
  if (!lost) return;
  await releaseHolds(tx, lost.roundId, applicationId, { now });
  const [of] = await tx
    .select({ code: rounds.code, receiptNo: applications.receiptNo })
    .from(applications)
    .innerJoin(rounds, eq(rounds.id, applications.roundId))
    .where(eq(applications.id, applicationId));
  invariant(of, "a turn is an application's");
  await tell(tx, [...everybody], { kind: "turn-housed", values: of, at: now });
}
