import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { buildings, roomTypes, rounds, roundUnits, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { type ChoosableUnit, compareUnits } from "../allocation/choice.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { decideUnitStatus } from "../inventory/rules.ts";
import { findRound, type RoundRow } from "./record.ts";

const CHUNK = 500;
/** Units of a complex: at most this many stand in one round. */
const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));

export type UnitPick =
  | { unitIds: readonly string[] }
  | { counts: readonly { buildingId: string; roomTypeId: string; count: number }[] };

/**
 * Sets which units the draft round offers, in place of those set before: the named ones, or so many of each building and
 * type in the published order. Only vacant units that no other unfinished round offers.
 */
export const setRoundUnits = (
  actor: Actor,
  roundId: string,
  pick: UnitPick,
  { now }: { now: Date },
): Promise<Decision<{ count: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "round.setUnits");
    const round = await findRound(tx, roundId);
    if (round.status !== "draft") return refuse("round-not-draft", { status: round.status });
    const free = await choosableUnits(tx, round);
    const picked = "unitIds" in pick ? pickNamed(free, pick.unitIds) : pickCounts(free, pick.counts);
    if (!picked.ok) return picked;
    await tx.delete(roundUnits).where(eq(roundUnits.roundId, roundId));
    const rows = picked.unitIds.map((unitId) => ({ roundId, unitId }));
    for (const part of chunks(rows)) await tx.insert(roundUnits).values(part);
    await audit(tx, actor, "round.setUnits", "round", roundId, now, { count: rows.length });
    return grant({ count: rows.length });
  });

export type FreeUnit = ChoosableUnit & { buildingId: string; roomTypeId: string };

/** Vacant units of the round's complex that no other unfinished round offers, in the published order. */
export async function choosableUnits(
  db: Pick<Writer, "select">,
  round: Pick<RoundRow, "id" | "complexId">,
): Promise<FreeUnit[]> {
  const taken = await db
    .select({ unitId: roundUnits.unitId })
    .from(roundUnits)
    .innerJoin(rounds, eq(rounds.id, roundUnits.roundId))
    .where(and(ne(rounds.status, "finished"), ne(rounds.id, round.id)));
  const elsewhere = new Set(taken.map(({ unitId }) => unitId));
  const vacant = await db
    .select({
      id: units.id,
      buildingId: units.buildingId,
      buildingNo: buildings.no,
      floor: units.floor,
      roomNo: units.roomNo,
      roomTypeId: units.roomTypeId,
    })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(and(eq(units.status, "vacant"), eq(buildings.complexId, round.complexId)))
    .orderBy(asc(units.id));
  return vacant.filter(({ id }) => !elsewhere.has(id)).sort(compareUnits);
}

function pickNamed(free: readonly FreeUnit[], unitIds: readonly string[]): Decision<{ unitIds: string[] }> {
  const known = new Set(free.map(({ id }) => id));
  const wanted = [...new Set(unitIds)];
  const missing = wanted.filter((id) => !known.has(id));
  if (missing.length > 0) return refuse("round-units-not-vacant", { count: missing.length });
  return grant({ unitIds: wanted });
}

function pickCounts(
  free: readonly FreeUnit[],
  counts: readonly { buildingId: string; roomTypeId: string; count: number }[],
): Decision<{ unitIds: string[] }> {
  const unitIds: string[] = [];
  for (const { buildingId, roomTypeId, count } of counts) {
    invariant(Number.isSafeInteger(count) && count >= 0, "a count of units is a whole number");
    const fitting = free.filter((unit) => unit.buildingId === buildingId && unit.roomTypeId === roomTypeId);
    if (fitting.length < count) return refuse("round-units-too-few", { wanted: count, free: fitting.length });
    unitIds.push(...fitting.slice(0, count).map(({ id }) => id));
  }
  return grant({ unitIds: [...new Set(unitIds)] });
}

/** Vacant → held for every unit of the round; refused when one has been let or locked since it was chosen. */
export async function holdUnits(tx: Writer, round: RoundRow, now: Date): Promise<Decision> {
  const offered = await tx
    .select({ id: units.id, status: units.status })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .where(eq(roundUnits.roundId, round.id));
  const lost = offered.filter(({ status }) => !decideUnitStatus(status, "held").ok);
  if (lost.length > 0) return refuse("round-units-not-vacant", { count: lost.length });
  const ids = offered.map(({ id }) => id);
  for (const part of chunks(ids)) {
    await tx
      .update(units)
      .set({ status: "held", statusReason: round.code, statusAt: now })
      .where(inArray(units.id, part));
  }
  return grant({});
}

/** Held → vacant for every unit of the round that is still held. Gives how many. */
export async function releaseUnits(tx: Writer, roundId: string, now: Date): Promise<number> {
  const still = await tx
    .select({ id: units.id })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .where(and(eq(roundUnits.roundId, roundId), eq(units.status, "held")));
  for (const part of chunks(still.map(({ id }) => id))) {
    await tx.update(units).set({ status: "vacant", statusReason: null, statusAt: now }).where(inArray(units.id, part));
  }
  return still.length;
}

export type OfferedUnit = FreeUnit & { status: typeof units.$inferSelect.status };

/** The units of a round, in the published order, and the round's room types in theirs. */
export async function offeredUnits(db: Pick<Writer, "select">, roundId: string): Promise<OfferedUnit[]> {
  const rows = await db
    .select({
      id: units.id,
      buildingId: units.buildingId,
      buildingNo: buildings.no,
      floor: units.floor,
      roomNo: units.roomNo,
      roomTypeId: units.roomTypeId,
      status: units.status,
    })
    .from(roundUnits)
    .innerJoin(units, eq(units.id, roundUnits.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(roundUnits.roundId, roundId));
  return rows.sort(compareUnits);
}

/** Room type ids in the order the complex lists them. */
export async function roomTypeOrder(db: Pick<Writer, "select">, complexId: string): Promise<string[]> {
  const rows = await db
    .select({ id: roomTypes.id })
    .from(roomTypes)
    .where(eq(roomTypes.complexId, complexId))
    .orderBy(asc(roomTypes.position));
  return rows.map(({ id }) => id);
}
