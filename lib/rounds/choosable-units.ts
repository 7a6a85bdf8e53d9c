import { and, asc, eq, inArray, isNotNull, ne } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { buildings, roomTypes, roundPlaces, rounds, units } from "#db/schema";
import { compareUnits } from "../allocation/units.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { sharedStatuses } from "../inventory/rules-beds.ts";
import { takenBeds } from "../offers/taken-beds.ts";
import { type PlacedUnit, unitColumns } from "./places.ts";
import type { RoundRow } from "./record.ts";
import { canGive, type OfferedUnit, type PlaceMode, type SharedRoom } from "./rules-places.ts";

type Db = Reader | Pick<Writer, "select">;

/** A unit that can be given: a vacant one in any way, or (`shared`) beds of a room in which others of a gender live. */
export type FreeUnit = PlacedUnit & { shared: SharedRoom | null };

/**
 * What a draft round can give and no other unfinished round offers, in the published order: vacant units of its complex,
 * and but for an exchange the beds that nobody has in rooms let by the bed.
 */
export async function choosableUnits(
  db: Db,
  round: Pick<RoundRow, "id" | "complexId" | "mechanism">,
): Promise<FreeUnit[]> {
  const taken = await db
    .select({ unitId: roundPlaces.unitId })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .where(and(ne(rounds.status, "finished"), ne(rounds.id, round.id)));
  const elsewhere = new Set(taken.map(({ unitId }) => unitId));
  const vacant = await db
    .select(unitColumns)
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(and(eq(units.status, "vacant"), eq(buildings.complexId, round.complexId)))
    .orderBy(asc(units.id));
  const shared = round.mechanism === "exchange" ? [] : await sharedUnits(db, round.complexId);
  const free = [...vacant.map((unit) => ({ ...unit, shared: null })), ...shared];
  return free.filter(({ id }) => !elsewhere.has(id)).sort(compareUnits);
}

async function sharedUnits(db: Db, complexId: string): Promise<FreeUnit[]> {
  const rows = await db
    .select({ unit: unitColumns, gender: units.bedGender, beds: roomTypes.beds })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .where(
      and(eq(buildings.complexId, complexId), isNotNull(units.bedGender), inArray(units.status, [...sharedStatuses])),
    );
  const taken = await takenBeds(
    db,
    rows.map(({ unit }) => unit.id),
  );
  return rows.flatMap(({ unit, gender, beds }) => {
    const others = taken.get(unit.id) ?? new Set();
    const free = Array.from({ length: beds }, (_, index) => index + 1).filter((bed) => !others.has(bed));
    // Of a room that a round holds for itself nobody has a bed: it is not shared, and comes back when the round ends.
    return gender && others.size > 0 && !others.has(0) && free.length > 0
      ? [{ ...unit, shared: { gender, beds: free } }]
      : [];
  });
}

type Picked = Decision<{ units: OfferedUnit[] }>;

const offered = ({ id, buildingId, roomTypeId, shared }: FreeUnit, mode: PlaceMode): OfferedUnit => ({
  unitId: id,
  buildingId,
  roomTypeId,
  mode,
  beds: shared?.beds ?? null,
});

/** The named units as they are asked for; refused where one cannot be given so. */
export function pickNamed(free: readonly FreeUnit[], named: readonly { unitId: string; mode: PlaceMode }[]): Picked {
  const modes = new Map(named.map(({ unitId, mode }) => [unitId, mode]));
  const picked = free.flatMap((unit) => {
    const mode = modes.get(unit.id);
    return mode && canGive(unit, mode) ? [offered(unit, mode)] : [];
  });
  const missing = modes.size - picked.length;
  return missing > 0 ? refuse("round-units-not-vacant", { count: missing }) : grant({ units: picked });
}

/**
 * So many rooms of each building, type and way, in the published order; by the bed those in which others live already are
 * filled before an empty one is begun.
 */
export function pickCounts(
  free: readonly FreeUnit[],
  counts: readonly { buildingId: string; roomTypeId: string; mode: PlaceMode; count: number }[],
): Picked {
  const left = Map.groupBy(free, ({ buildingId, roomTypeId }) => `${buildingId} ${roomTypeId}`);
  const picked: OfferedUnit[] = [];
  for (const { buildingId, roomTypeId, mode, count } of counts) {
    invariant(Number.isSafeInteger(count) && count >= 0, "a count of units is a whole number");
    const key = `${buildingId} ${roomTypeId}`;
    const here = left.get(key) ?? [];
    const fitting = here.filter((unit) => canGive(unit, mode));
    if (fitting.length < count) return refuse("round-units-too-few", { wanted: count, free: fitting.length });
    const begunFirst = fitting.toSorted((a, b) => Number(b.shared !== null) - Number(a.shared !== null));
    const given = new Set(begunFirst.slice(0, count));
    picked.push(...here.filter((unit) => given.has(unit)).map((unit) => offered(unit, mode)));
    left.set(
      key,
      here.filter((unit) => !given.has(unit)),
    );
  }
  return grant({ units: picked });
}
