import { and, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { reader, transaction, type Writer } from "#db/client";
import { leases, roundPlaces, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { moveDeposits } from "../billing/deposits.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { findRound } from "../rounds/record.ts";
import { placeId } from "../rounds/rules-places.ts";
import { type DrawnMove, dayOfMove, drawnMoves } from "./drawn.ts";
import { homesOfLeases } from "./homes.ts";
import { moveLeases, settleUnits } from "./move-leases.ts";
import { tellMoves } from "./move-notices.ts";
import { decideMove, type PlannedMove, planMoves, type Standing, stands } from "./rules-moves.ts";

type Given = { now: Date };
/** Households that changed their place, those that keep theirs as drawn, and those whose chain or loop could not be done. */
export type Moved = { on: Day; moved: number; stayed: number; kept: number };

/**
 * Carries the exchange out on its day or later, all of it in one transaction: every old lease ends on the day before, every
 * new one begins on the day with the same people, shares, authorisations and end. Done once: again it changes nothing.
 * Refuses before the day (`exchange-too-early`) and while the result does not bind yet (`exchange-not-offering`).
 */
export const moveTenants = (actor: Actor, roundId: string, { now }: Given): Promise<Decision<Moved>> =>
  transaction(async (tx) => {
    authorize(actor, "exchange.move");
    const round = await findRound(tx, roundId);
    const moves = (await drawnMoves(tx, roundId)) ?? [];
    const on = await dayOfMove(tx, round, moves);
    const decision = decideMove(round, on, dayAt(now));
    if (!decision.ok) return decision;
    const households = moves.flatMap((move) => move.households);
    if (households.every(({ from }) => from.takenAt !== null)) return grant({ on, moved: 0, stayed: 0, kept: 0 });
    const plan = planMoves(moves.map(plannedOf), {
      left: await whoLeft(tx, moves, on),
      lost: await placesLost(tx, moves),
    });
    const movedIds = new Set(plan.carriedOut.map(({ applicationId }) => applicationId));
    const movers = households.filter(({ applicationId }) => movedIds.has(applicationId));
    const moved = await moveLeases(tx, movers, { on, now });
    await moveDeposits(tx, moved, { on, by: actor.userId, now });
    await takePlaces(tx, moves, movedIds, now);
    await settleUnits(tx, movers, now);
    for (const { leaseId, movedFromId, from, to } of moved)
      await audit(tx, actor, "exchange.move", "lease", leaseId, now, { roundId, movedFromId, from, to, on });
    await tellMoves(tx, round, { moves, moved, kept: plan.kept, now });
    const kept = plan.kept.reduce((sum, { movers: of }) => sum + of.length, 0);
    const counts = { on, moved: moved.length, stayed: households.length - moved.length - kept, kept };
    await audit(tx, actor, "exchange.move", "round", roundId, now, counts);
    return grant(counts);
  });

/** Carries out every exchange whose day has come. Gives how many rounds and households moved. */
export async function moveDueRounds(actor: Actor, { now }: Given): Promise<{ rounds: number; moved: number }> {
  authorize(actor, "exchange.move");
  const due = await (await reader())
    .selectDistinct({ id: rounds.id })
    .from(rounds)
    .innerJoin(roundPlaces, eq(roundPlaces.roundId, rounds.id))
    .where(
      and(
        eq(rounds.mechanism, "exchange"),
        eq(rounds.status, "offering"),
        lte(rounds.moveInOn, dayAt(now)),
        isNotNull(roundPlaces.tenantOf),
        isNull(roundPlaces.takenAt),
      ),
    );
  const done = { rounds: 0, moved: 0 };
  for (const { id } of due) {
    const outcome = await moveTenants(actor, id, { now });
    if (!outcome.ok) continue;
    done.rounds += 1;
    done.moved += outcome.moved;
  }
  return done;
}

const plannedOf = ({ no, kind, households }: DrawnMove): PlannedMove => ({
  no,
  kind,
  movers: households.map(({ applicationId, from, to }) => ({ applicationId, from: placeId(from), to: placeId(to) })),
});

/** Applications whose lease no longer stands as it was frozen. */
async function whoLeft(tx: Writer, moves: readonly DrawnMove[], on: Day): Promise<Set<string>> {
  const households = moves.flatMap((move) => move.households);
  const standing = await standingLeases(
    tx,
    households.flatMap(({ leaseId }) => leaseId ?? []),
  );
  const left = households.filter(
    ({ leaseId, from, personIds }) => !stands(standing.get(leaseId ?? ""), { placeId: placeId(from), personIds }, on),
  );
  return new Set(left.map(({ applicationId }) => applicationId));
}

async function standingLeases(tx: Writer, leaseIds: readonly string[]): Promise<Map<string, Standing>> {
  const homes = await homesOfLeases(tx, leaseIds);
  const rows = await tx
    .select({ lease: leases, unitStatus: units.status })
    .from(leases)
    .innerJoin(units, eq(units.id, leases.unitId))
    .where(inArray(leases.id, [...leaseIds]));
  return new Map(
    rows.map(({ lease, unitStatus }) => {
      const { status, startsOn, endsOn, endedOn } = lease;
      const tenantIds = (homes.get(lease.id)?.tenants ?? []).map(({ personId }) => personId);
      return [lease.id, { status, placeId: placeId(lease), startsOn, endsOn, endedOn, unitStatus, tenantIds }];
    }),
  );
}

/** Vacant places that somebody was to get and that are no longer held for the round. */
async function placesLost(tx: Writer, moves: readonly DrawnMove[]): Promise<Set<string>> {
  const wanted = moves
    .flatMap(({ households }) => households.map(({ to }) => to))
    .filter(({ tenantOf }) => tenantOf === null);
  if (wanted.length === 0) return new Set();
  const ids = wanted.map(({ unitId }) => unitId);
  const rows = await tx.select({ id: units.id, status: units.status }).from(units).where(inArray(units.id, ids));
  const held = new Set(rows.filter(({ status }) => status === "held").map(({ id }) => id));
  return new Set(wanted.filter(({ unitId }) => !held.has(unitId)).map(placeId));
}

/** Notes on every place of a tenant, and on every vacant one that was moved into, who has it from now on. */
async function takePlaces(
  tx: Writer,
  moves: readonly DrawnMove[],
  moved: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const households = moves.flatMap((move) => move.households);
  const takers = new Map<string, string>();
  for (const { applicationId, from, to } of households)
    takers.set(placeId(moved.has(applicationId) ? to : from), applicationId);
  const settled = [...households.map(({ from }) => from), ...households.map(({ to }) => to)].filter(
    (place) => place.tenantOf !== null || takers.has(placeId(place)),
  );
  for (const { roundId, unitId, bed } of settled) {
    const here = and(eq(roundPlaces.roundId, roundId), eq(roundPlaces.unitId, unitId), eq(roundPlaces.bed, bed));
    const takenBy = takers.get(placeId({ unitId, bed })) ?? null;
    await tx.update(roundPlaces).set({ takenBy, takenAt: now }).where(here);
  }
}
