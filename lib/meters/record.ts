import { asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { meterCharges, meterReadings, meters } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Day } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Reading } from "./rules-plausible.ts";

export type Db = Reader | Pick<Writer, "select" | "selectDistinct">;
export type MeterRow = typeof meters.$inferSelect;
export type ReadingRow = typeof meterReadings.$inferSelect;
/** A meter with its readings in the order of their days, and the day up to which its use was charged. */
export type KnownMeter = MeterRow & { readings: Reading[]; chargedTo: Day | null };

/** @throws NotFound */
export async function findMeter(tx: Db, meterId: string): Promise<KnownMeter> {
  const [meter] = await knownMeters(tx, { ids: [meterId] });
  if (!meter) throw new NotFound();
  return meter;
}

/** Meters by id or by serial number, each with what is known of it. */
export async function knownMeters(
  tx: Db,
  asked: { ids: readonly string[] } | { serialNos: readonly string[] },
): Promise<KnownMeter[]> {
  const [column, names] = "ids" in asked ? [meters.id, asked.ids] : [meters.serialNo, asked.serialNos];
  const found: KnownMeter[] = [];
  await inChunks([...new Set(names)], async (some) => {
    const rows = await tx.select().from(meters).where(inArray(column, some)).orderBy(asc(meters.serialNo));
    const ids = rows.map((row) => row.id);
    const readings = Map.groupBy(await readingsOf(tx, ids), (row) => row.meterId);
    const charged = await chargedTo(tx, ids);
    for (const row of rows) {
      found.push({ ...row, readings: readings.get(row.id) ?? [], chargedTo: charged.get(row.id) ?? null });
    }
  });
  return found;
}

const readingsOf = (tx: Db, meterIds: readonly string[]) =>
  tx
    .select()
    .from(meterReadings)
    .where(inArray(meterReadings.meterId, [...meterIds]))
    .orderBy(asc(meterReadings.meterId), asc(meterReadings.readOn));

/** The day of the last reading up to which use was charged, by meter. */
async function chargedTo(tx: Db, meterIds: readonly string[]): Promise<Map<string, Day>> {
  const rows = await tx
    .select({ meterId: meterCharges.meterId, on: sql<Day>`max(${meterReadings.readOn})` })
    .from(meterCharges)
    .innerJoin(meterReadings, eq(meterReadings.id, meterCharges.toReadingId))
    .where(inArray(meterCharges.meterId, [...meterIds]))
    .groupBy(meterCharges.meterId);
  return new Map(rows.map(({ meterId, on }) => [meterId, on]));
}

/** Meters that are in use in a unit, in the order of their kinds. */
export const metersIn = (tx: Db, unitId: string) =>
  tx
    .select()
    .from(meters)
    .where(sql`${eq(meters.unitId, unitId)} and ${isNull(meters.retiredOn)}`)
    .orderBy(asc(meters.kind), asc(meters.serialNo));
