import { and, eq, gt, inArray, isNull, lt, lte, or } from "drizzle-orm";
import { reader, transaction } from "#db/client";
import { applications, rounds, turns } from "#db/schema";
import { system } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { cityTime } from "../days.ts";
import { tellEach } from "../notices/commands.ts";

/**
 * Tells everybody whose turn has begun that it has, once a turn: a further one, or one that was moved, is told anew. One
 * transaction a round, so that several instances at once tell each of them once. Gives how many were told.
 */
export async function beginTurns({ now }: { now: Date }): Promise<{ begun: number }> {
  authorize(system, "choosing.beginTurns");
  const due = await (await reader()).selectDistinct({ roundId: turns.roundId }).from(turns).where(untold(now));
  let begun = 0;
  for (const { roundId } of due) begun += await beginTurnsOf(roundId, now);
  return { begun };
}

const untold = (now: Date) =>
  and(
    eq(turns.status, "waiting"),
    lte(turns.startsAt, now),
    gt(turns.endsAt, now),
    or(isNull(turns.begunAt), lt(turns.begunAt, turns.startsAt)),
  );

const beginTurnsOf = (roundId: string, now: Date): Promise<number> =>
  transaction(async (tx) => {
    const begun = await tx
      .select({
        applicationId: turns.applicationId,
        personId: applications.personId,
        receiptNo: applications.receiptNo,
        code: rounds.code,
        endsAt: turns.endsAt,
      })
      .from(turns)
      .innerJoin(applications, eq(applications.id, turns.applicationId))
      .innerJoin(rounds, eq(rounds.id, turns.roundId))
      .where(and(eq(turns.roundId, roundId), untold(now)));
    const ids = begun.map(({ applicationId }) => applicationId);
    await inChunks(ids, (some) =>
      tx
        .update(turns)
        .set({ begunAt: now })
        .where(and(eq(turns.roundId, roundId), inArray(turns.applicationId, some))),
    );
    await tellEach(
      tx,
      begun.map(({ personId, receiptNo, code, endsAt }) => {
        const values = { code, receiptNo, roundId, until: cityTime(endsAt) };
        return { personId, kind: "turn-begun", values, at: now };
      }),
    );
    return begun.length;
  });
