import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { buildings, complexes, type Plan, roomTypes, roundPlaces, rounds, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { lastLetTo, offerFreePlaces } from "../offers/vacancies.ts";
import { placesPromised } from "../rounds/rules.ts";
import { decideStatusByHand, type UnitStatus } from "./rules.ts";

/** What `readComplexSeed()` gives of a complex: names, places on the plan, rents in fen a month, areas in whole m². */
export type ComplexToLoad = {
  complex: {
    id: string;
    nameZh: string;
    nameEn: string;
    cityZh: string;
    cityEn: string;
    districtZh: string;
    districtEn: string;
    subdistrictZh: string;
    subdistrictEn: string;
    schemeId: string;
    plan?: (string | { bestOf: string[] })[];
  };
  buildings: readonly { id: string; no: number; nameZh: string; nameEn: string; floors: number; plan: Plan }[];
  roomTypes: readonly {
    id: string;
    nameZh: string;
    nameEn: string;
    descriptionZh: string;
    descriptionEn: string;
    areaSqm: number;
    beds: number;
    rentFen: Fen;
  }[];
  units: readonly { id: string; buildingId: string; roomTypeId: string; roomNo: string; floor: number }[];
};

/** Far below the parameters a statement may have (SQLite: 32766). */
const ROWS_A_STATEMENT = 500;

/**
 * Puts the complex into an empty database, every unit vacant. Loading the same complex again changes nothing
 * (`loaded: false`). Refuses with `another-complex-loaded`: a database holds one.
 */
export const loadComplex = (
  seed: ComplexToLoad,
  given: { now: Date },
): Promise<Decision<{ complexId: string; loaded: boolean; unitCount: number }>> =>
  transaction(async (tx) => {
    const complexId = seed.complex.id;
    const known = await tx.select({ id: complexes.id }).from(complexes);
    const other = known.find(({ id }) => id !== complexId);
    if (other) return { ok: false, reason: "another-complex-loaded", values: { loaded: other.id, given: complexId } };
    if (known.length > 0) return grant({ complexId, loaded: false, unitCount: await tx.$count(units) });
    await insertComplex(tx, seed, given.now);
    const unitCount = seed.units.length;
    await audit(tx, system, "complex.load", "complex", complexId, given.now, {
      buildings: seed.buildings.length,
      units: unitCount,
    });
    return grant({ complexId, loaded: true, unitCount });
  });

async function insertComplex(tx: Writer, seed: ComplexToLoad, now: Date): Promise<void> {
  const { id: complexId, nameZh, nameEn, schemeId, plan = null, ...place } = seed.complex;
  await tx.insert(complexes).values({
    id: complexId,
    nameZh,
    nameEn,
    addressZh: `${place.cityZh}${place.districtZh}${place.subdistrictZh}`,
    addressEn: `${place.subdistrictEn}, ${place.districtEn}, ${place.cityEn}`,
    scheme: schemeId,
    plan,
  });
  await tx.insert(buildings).values(
    seed.buildings.map(({ id, no, nameZh, nameEn, floors, plan }) => ({
      id,
      complexId,
      no,
      nameZh,
      nameEn,
      floors,
      plan,
    })),
  );
  await tx.insert(roomTypes).values(
    seed.roomTypes.map((type, position) => {
      invariant(Number.isSafeInteger(type.areaSqm), `room type ${type.id}: the area is whole square metres`);
      const { id, nameZh, nameEn, descriptionZh, descriptionEn, areaSqm: areaM2, beds, rentFen } = type;
      return { id, complexId, position, nameZh, nameEn, descriptionZh, descriptionEn, areaM2, beds, rentFen };
    }),
  );
  for (let start = 0; start < seed.units.length; start += ROWS_A_STATEMENT) {
    const rows = seed.units.slice(start, start + ROWS_A_STATEMENT);
    await tx.insert(units).values(
      rows.map(({ id, buildingId, roomTypeId, roomNo, floor }) => {
        return { id, buildingId, roomTypeId, roomNo, floor, status: "vacant" as const, statusAt: now };
      }),
    );
  }
}

/**
 * An operator frees a unit, takes it out of order or freezes it, with a reason that stays in the record. One that is free
 * again goes at once to whoever waits for its kind, and is then held for them.
 * Refuses with `unit-status-by-hand`, `unit-status-not-possible`, `check-fields` and,
 * while a round that is under way counts on the unit, `unit-in-round` (`round`).
 */
export const setUnitStatus = (
  actor: Actor,
  unitId: string,
  status: UnitStatus,
  reason: string,
  given: { now: Date },
): Promise<Decision<{ unitId: string; from: UnitStatus; status: UnitStatus }>> =>
  transaction(async (tx) => {
    authorize(actor, "unit.setStatus");
    const [unit] = await tx.select().from(units).where(eq(units.id, unitId));
    if (!unit) throw new NotFound(`unit ${unitId}`);
    const round = await roundCountingOn(tx, unitId);
    const decision = decideStatusByHand({ from: unit.status, to: status, reason, round });
    if (!decision.ok) return decision;
    await tx
      .update(units)
      .set({ status: decision.status, statusReason: decision.reason, statusAt: given.now })
      .where(eq(units.id, unitId));
    // Freed by hand is free like any other: whoever waits for such a place is offered it at once.
    const offerIds =
      decision.status === "vacant" ? await offerFreePlaces(tx, unitId, await lastLetTo(tx, unitId), given.now) : [];
    const detail = { from: unit.status, to: decision.status, reason: decision.reason, offerIds };
    await audit(tx, actor, "unit.setStatus", "unit", unitId, given.now, detail);
    return grant({ unitId, from: unit.status, status: decision.status });
  });

async function roundCountingOn(tx: Writer, unitId: string): Promise<string | null> {
  const listed = await tx
    .select({ code: rounds.code, status: rounds.status })
    .from(roundPlaces)
    .innerJoin(rounds, eq(rounds.id, roundPlaces.roundId))
    .where(eq(roundPlaces.unitId, unitId));
  return listed.find(({ status }) => placesPromised(status))?.code ?? null;
}
