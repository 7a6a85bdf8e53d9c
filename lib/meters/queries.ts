import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { buildings, meterCharges, meterReadings, meters, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addDays, type Day, dayAt } from "../days.ts";
import { NotFound } from "../errors.ts";
import { leaseFor } from "../leases/queries.ts";
import { countWhere } from "../sums.ts";
import { openUses, workOut } from "./charging.ts";
import { metersIn } from "./record.ts";
import { GAP_DAYS } from "./rules-plausible.ts";
import { type MeterKind, meterKinds } from "./rules-tariff.ts";
import { currentTariffs } from "./tariffs.ts";

/** So many readings of each meter are shown. */
const READINGS = 14;

/** A unit with its meters, those in use first, each with its latest readings and what was charged of them. */
export async function unitMeters(actor: Actor, unitId: string) {
  authorize(actor, "meter.list");
  const db = await reader();
  const [unit] = await db
    .select({ id: units.id, roomNo: units.roomNo, buildingNo: buildings.no })
    .from(units)
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(units.id, unitId));
  if (!unit) throw new NotFound();
  const rows = await db
    .select()
    .from(meters)
    .where(eq(meters.unitId, unitId))
    .orderBy(asc(sql`case when ${meters.retiredOn} is null then 0 else 1 end`), asc(meters.kind), asc(meters.serialNo));
  const readings = await readingsOf(
    db,
    rows.map((row) => row.id),
  );
  return { unit, meters: rows.map((row) => ({ ...row, readings: (readings.get(row.id) ?? []).slice(0, READINGS) })) };
}
export type UnitMeter = Awaited<ReturnType<typeof unitMeters>>["meters"][number];

/** Readings by meter, the latest first, each with the use since the one before and whether it was charged. */
async function readingsOf(db: Reader, meterIds: readonly string[]) {
  const rows = await db
    .select({
      id: meterReadings.id,
      meterId: meterReadings.meterId,
      readOn: meterReadings.readOn,
      valueHundredths: meterReadings.valueHundredths,
      source: meterReadings.source,
      acceptedReason: meterReadings.acceptedReason,
      usedHundredths: meterCharges.usedHundredths,
      amountFen: meterCharges.amountFen,
    })
    .from(meterReadings)
    .leftJoin(meterCharges, eq(meterCharges.toReadingId, meterReadings.id))
    .where(inArray(meterReadings.meterId, [...meterIds]))
    .orderBy(desc(meterReadings.readOn));
  const byMeter = Map.groupBy(rows, (row) => row.meterId);
  // Use counts from a meter's first reading: nothing is charged up to it.
  return new Map(
    [...byMeter].map(([id, its]) => [id, its.map((row, index) => ({ ...row, first: index === its.length - 1 }))]),
  );
}

/** What the meters of a lease's unit showed last, for the readings of moving in and out. */
export async function leaseMeters(actor: Actor, leaseId: string) {
  authorize(actor, "meter.list");
  const lease = await leaseFor(actor, leaseId);
  const db = await reader();
  const rows = await metersIn(db, lease.unitId);
  const readings = await readingsOf(
    db,
    rows.map((row) => row.id),
  );
  return { lease, meters: rows.map((row) => ({ ...row, last: readings.get(row.id)?.[0] ?? null })) };
}

/** What was used and is not charged yet, up to a day: by kind, with what it comes to. */
export async function usesToCharge(actor: Actor, { upTo, unitId }: { upTo: Day; unitId?: string }) {
  authorize(actor, "meter.list");
  const worked = await workOut(await reader(), await openUses(await reader(), { upTo, unitId }));
  if (!worked.ok) return { refused: worked, kinds: [], charges: [] };
  const kinds = meterKinds.map((kind) => sumsOf(kind, worked.charges)).filter((sums) => sums.uses > 0);
  return { refused: null, kinds, charges: worked.charges };
}

type Worked = Extract<Awaited<ReturnType<typeof workOut>>, { ok: true }>["charges"];

function sumsOf(kind: MeterKind, charges: Worked) {
  const its = charges.filter((charge) => charge.span.kind === kind);
  const sum = (pick: (charge: Worked[number]) => number) => its.reduce((total, charge) => total + pick(charge), 0);
  return {
    kind,
    uses: its.length,
    usedHundredths: sum((charge) => charge.usedHundredths),
    amountFen: sum((charge) => charge.amountFen),
    unlivedFen: sum((charge) => charge.unlivedFen),
  };
}

/** How many meters are in use by kind, and how many of them were not read for long. */
export async function meterCounts(actor: Actor, now = new Date()) {
  authorize(actor, "meter.list");
  const since = addDays(dayAt(now), -GAP_DAYS);
  const read = sql`exists (
    select 1 from meter_readings last where last.meter_id = ${meters.id} and last.read_on >= ${since}
  )`;
  return (await reader())
    .select({ kind: meters.kind, count: sql<number>`count(*)`.mapWith(Number), unread: countWhere(sql`not ${read}`) })
    .from(meters)
    .innerJoin(units, eq(units.id, meters.unitId))
    .where(and(isNull(meters.retiredOn)))
    .groupBy(meters.kind)
    .orderBy(asc(meters.kind));
}

/** What use costs on a day, kind by kind; kinds without a price are left out. */
export const tariffsOn = (on: Day) =>
  meterKinds.flatMap((kind) => {
    const its = currentTariffs().filter((tariff) => tariff.kind === kind && tariff.fromOn <= on);
    return its.toSorted((a, b) => (a.fromOn < b.fromOn ? 1 : -1)).slice(0, 1);
  });
