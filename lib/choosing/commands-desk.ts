import { and, asc, eq, gt, gte, lte } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { applications, roundPlaces, turns } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { tell, tellEach } from "../notices/commands.ts";
import { placeOf } from "../offers/line.ts";
import { type Place, placeId } from "../rounds/rules-places.ts";
import { atPlace, choosingRound, placeWith } from "./grounds.ts";
import { decideExtension, decideReason, holderAt } from "./rules.ts";
import { pushedBack } from "./rules-windows.ts";
import { timesOf } from "./turns.ts";

type Given = { now: Date };

/** Staff free a held place, for a reason that whoever held it is told; their turn goes on. */
export const releaseHold = (
  actor: Actor,
  roundId: string,
  place: Place,
  reason: string,
  { now }: Given,
): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.release");
    const round = await choosingRound(tx, roundId);
    const decision = decideReason(reason);
    if (!decision.ok) return decision;
    const holder = holderAt((await placeWith(tx, roundId, place)).place, now);
    if (holder === null) return refuse("hold-gone");
    await tx.update(roundPlaces).set({ heldBy: null, heldUntil: null }).where(atPlace(roundId, place));
    const detail = { applicationId: holder, place: placeId(place), reason: decision.reason };
    await audit(tx, actor, "choosing.release", "round", roundId, now, detail);
    const [application] = await tx.select().from(applications).where(eq(applications.id, holder));
    invariant(application, "a hold is an applicant's");
    const values = { code: round.code, ...(await placeOf(tx, place.unitId)), reason: decision.reason };
    await tell(tx, application.personId, { kind: "hold-released", values, at: now });
    return grant({});
  });

/**
 * Makes the window that runs longer, for all who are in it. Those after it begin once it is over, in their order and with
 * their full time; a pause between two windows takes the delay up. Everybody whose time changed is told why.
 */
export const extendWindow = (
  actor: Actor,
  roundId: string,
  { minutes, reason }: { minutes: number; reason: string },
  { now }: Given,
): Promise<Decision<{ endsAt: Date; moved: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "choosing.extend");
    const round = await choosingRound(tx, roundId);
    const told = decideReason(reason, "why");
    if (!told.ok) return told;
    const here = and(eq(turns.roundId, roundId), lte(turns.startsAt, now), gt(turns.endsAt, now));
    const [running] = await tx.select().from(turns).where(here).orderBy(asc(turns.startsAt)).limit(1);
    if (!running) return refuse("window-not-running");
    const decision = decideExtension(running, minutes, now);
    if (!decision.ok) return decision;
    const { endsAt } = decision;
    const moves = await movesAfter(tx, roundId, running, endsAt);
    const notices = await applyMoves(tx, roundId, moves);
    const values = { code: round.code, reason: told.reason };
    await tellEach(
      tx,
      notices.map(({ personId, to }) => {
        return { personId, kind: "turn-moved", values: { ...values, ...timesOf(to) }, at: now };
      }),
    );
    const moved = moves.length - 1;
    const detail = { startsAt: running.startsAt, endsAt, minutes, moved, reason: told.reason };
    await audit(tx, actor, "choosing.extend", "round", roundId, now, detail);
    return grant({ endsAt, moved });
  });

type Window = { startsAt: Date; endsAt: Date };
type Move = { from: Window; to: Window };

/** The running window at its new length, and every later one whose time changes by it, the first to begin first. */
async function movesAfter(tx: Writer, roundId: string, running: Window, endsAt: Date): Promise<Move[]> {
  const { startsAt } = running;
  const later = await tx
    .selectDistinct({ startsAt: turns.startsAt, endsAt: turns.endsAt })
    .from(turns)
    .where(and(eq(turns.roundId, roundId), gte(turns.startsAt, running.endsAt)))
    .orderBy(asc(turns.startsAt));
  const pushed = pushedBack(later, endsAt).flatMap((to, index) => {
    const from = later[index];
    return from && +from.startsAt !== +to.startsAt ? [{ from, to }] : [];
  });
  return [{ from: running, to: { startsAt, endsAt } }, ...pushed];
}

/** Writes moved windows, the last first, so that none is moved into one that has still to move. Gives who waits in them. */
async function applyMoves(tx: Writer, roundId: string, moves: readonly Move[]) {
  const told: { personId: string; to: Window }[] = [];
  for (const { from, to } of moves.toReversed()) {
    const here = and(eq(turns.roundId, roundId), eq(turns.startsAt, from.startsAt), eq(turns.endsAt, from.endsAt));
    const waiting = await tx
      .select({ personId: applications.personId })
      .from(turns)
      .innerJoin(applications, eq(applications.id, turns.applicationId))
      .where(and(here, eq(turns.status, "waiting")));
    await tx.update(turns).set(to).where(here);
    told.push(...waiting.map(({ personId }) => ({ personId, to })));
  }
  return told;
}
