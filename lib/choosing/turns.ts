import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { applications, type draws, roundPlaces, turns } from "#db/schema";
import { system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { cityTime } from "../days.ts";
import { invariant } from "../errors.ts";
import { tellEach } from "../notices/commands.ts";
import { housedApplications } from "../offers/tenants.ts";
import type { RoundRow } from "../rounds/record.ts";
import { resultsInOrder } from "../rounds/valid-draw.ts";
import { type ChoosingRound, choosingRound, releaseHolds, type TurnRow } from "./grounds.ts";
import { decideMiss } from "./rules.ts";
import { furtherWindows, type QueueEnd, turnWindows, type Window } from "./rules-windows.ts";

/**
 * Gives everybody in a draw their turn, in order of rank, and tells them when it is; whoever has a home by now could take
 * none in it and gets none. Gives how many turns there are.
 */
export async function makeTurns(
  tx: Writer,
  round: RoundRow,
  draw: Pick<typeof draws.$inferSelect, "id">,
  now: Date,
): Promise<number> {
  const { choosing } = round.terms;
  invariant(choosing, "a live round has its terms of choosing");
  const housed = await housedApplications(tx, round.id);
  const results = (await resultsInOrder(tx, draw.id)).filter(({ applicationId }) => !housed.has(applicationId));
  const windows = turnWindows(results.length, choosing, now);
  const made = results.map(({ applicationId, personId, receiptNo, rank }, index) => {
    const window = windows[index];
    invariant(window, "every rank has its window");
    return { applicationId, personId, receiptNo, rank, ...window };
  });
  const rows = made.map(({ applicationId, rank, startsAt, endsAt }) => {
    return { roundId: round.id, applicationId, rank, status: "waiting" as const, startsAt, endsAt, missedBefore: 0 };
  });
  await inChunks(rows, (chunk) => tx.insert(turns).values(chunk));
  await tellEach(
    tx,
    made.map(({ personId, receiptNo, rank, ...window }) => {
      const values = { code: round.code, receiptNo, rank, ...timesOf(window) };
      return { personId, kind: "turn-given", values, at: now };
    }),
  );
  return made.length;
}

export const timesOf = ({ startsAt, endsAt }: Window) => ({ from: cityTime(startsAt), until: cityTime(endsAt) });

/**
 * Ends the turns that ran out, one transaction a round: a further one after the last or the end, by the round's rule; and
 * all that wait once nothing is left. A stopped run goes on where it was, and several instances at once do each turn once.
 * @throws AggregateError after the others are done, when some round could not be served
 */
export async function endTurns({ now }: { now: Date }): Promise<{ further: number; ended: number }> {
  authorize(system, "choosing.endTurns");
  const waiting = await (await reader())
    .selectDistinct({ roundId: turns.roundId })
    .from(turns)
    .where(eq(turns.status, "waiting"))
    .orderBy(asc(turns.roundId));
  const done = { further: 0, ended: 0 };
  const failures: unknown[] = [];
  for (const { roundId } of waiting) {
    const outcome = await endTurnsOf(roundId, now).catch((error: unknown) => void failures.push(error));
    if (!outcome) continue;
    done.further += outcome.further;
    done.ended += outcome.ended;
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `the turns of ${failures.length} rounds could not be ended`);
  return done;
}

type Waiting = TurnRow & { personId: string; receiptNo: string };

const endTurnsOf = (roundId: string, now: Date): Promise<{ further: number; ended: number }> =>
  transaction(async (tx) => {
    const round = await choosingRound(tx, roundId);
    const left = await tx.$count(roundPlaces, and(eq(roundPlaces.roundId, roundId), isNull(roundPlaces.takenBy)));
    if (left === 0) return endAll(tx, round, now);
    const due = await waitingTurns(tx, roundId, now);
    if (due.length === 0) return { further: 0, ended: 0 };
    const outcomes = due.map((turn) => ({ turn, decision: decideMiss(turn, round.choosing.missed, now) }));
    const having = (wanted: "further" | "missed" | "out") =>
      outcomes.flatMap(({ turn, decision }) => (decision.ok && decision.outcome === wanted ? [turn] : []));
    for (const { applicationId } of due) await releaseHolds(tx, roundId, applicationId, { now });
    const further = having("further");
    await giveFurther(tx, round, further, now);
    await end(tx, round, having("missed"), { status: "missed", kind: "turn-missed" }, now);
    await end(tx, round, having("out"), { status: "out", kind: "turn-out" }, now);
    const counts = { further: further.length, ended: due.length - further.length };
    await audit(tx, system, "choosing.endTurns", "round", roundId, now, counts);
    return counts;
  });

/** Nothing is left to choose: nobody is made to wait for a turn in which there is nothing. */
async function endAll(tx: Writer, round: ChoosingRound, now: Date): Promise<{ further: number; ended: number }> {
  const waiting = await waitingTurns(tx, round.id);
  if (waiting.length === 0) return { further: 0, ended: 0 };
  await end(tx, round, waiting, { status: "out", kind: "turn-nothing-left" }, now);
  const counts = { further: 0, ended: waiting.length };
  await audit(tx, system, "choosing.endTurns", "round", round.id, now, { ...counts, left: 0 });
  return counts;
}

/** Turns that wait, in order of their end and rank; with `by` only those that had ended by then. */
async function waitingTurns(tx: Writer, roundId: string, by?: Date): Promise<Waiting[]> {
  const rows = await tx
    .select({ turn: turns, personId: applications.personId, receiptNo: applications.receiptNo })
    .from(turns)
    .innerJoin(applications, eq(applications.id, turns.applicationId))
    .where(and(eq(turns.roundId, roundId), eq(turns.status, "waiting"), by && lte(turns.endsAt, by)))
    .orderBy(asc(turns.endsAt), asc(turns.rank));
  return rows.map(({ turn, ...who }) => ({ ...turn, ...who }));
}

async function giveFurther(tx: Writer, round: ChoosingRound, missed: readonly Waiting[], now: Date): Promise<void> {
  const windows = furtherWindows(missed.length, await endOfQueue(tx, round.id), round.choosing, now);
  for (const [index, { applicationId }] of missed.entries()) {
    const here = and(eq(turns.roundId, round.id), eq(turns.applicationId, applicationId));
    const window = windows[index];
    invariant(window, "everybody who missed a turn has a further one");
    const { startsAt, endsAt } = window;
    await tx.update(turns).set({ startsAt, endsAt, missedBefore: 1 }).where(here);
  }
  const notices = missed.flatMap(({ personId, receiptNo }, index) => {
    const window = windows[index];
    if (!window) return [];
    const values = { code: round.code, receiptNo, ...timesOf(window) };
    return [{ personId, kind: "turn-further", values, at: now }];
  });
  await tellEach(tx, notices);
}

async function endOfQueue(tx: Writer, roundId: string): Promise<QueueEnd> {
  const all = await tx.select().from(turns).where(eq(turns.roundId, roundId)).orderBy(asc(turns.endsAt));
  const last = all.at(-1);
  invariant(last, "a round of live choosing has turns");
  const sharing = all.filter(({ endsAt, missedBefore }) => missedBefore > 0 && +endsAt === +last.endsAt);
  const { startsAt, endsAt } = last;
  return { last: { startsAt, endsAt }, further: sharing.length };
}

async function end(
  tx: Writer,
  round: ChoosingRound,
  ended: readonly Waiting[],
  { status, kind }: { status: "missed" | "out"; kind: string },
  now: Date,
): Promise<void> {
  const ids = ended.map(({ applicationId }) => applicationId);
  await inChunks(ids, (some) =>
    tx
      .update(turns)
      .set({ status, decidedAt: now })
      .where(and(eq(turns.roundId, round.id), inArray(turns.applicationId, some))),
  );
  const notices = ended.map(({ personId, receiptNo }) => {
    return { personId, kind, values: { code: round.code, receiptNo }, at: now };
  });
  await tellEach(tx, notices);
}
