import { asc, eq, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { leases, leaseTenants, meters, units } from "#db/schema";
import { writeCsv } from "#lib/csv";
import { addMonths, type Day, daysInMonth, lastDay, type Month } from "#lib/days";
import { installMeter, recordLeaseReadings } from "#lib/meters/commands";
import { confirmReadings } from "#lib/meters/imports";
import { previewReadings } from "#lib/meters/preview";
import { judgeReading, type Reading } from "#lib/meters/rules-plausible";
import { usedText } from "#lib/meters/rules-tariff";
import type { UnitSeed } from "#seeds/wutong";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import type { Random } from "./random.ts";
import { MONTHLY_USE, STRANGE_READINGS } from "./settings.ts";
import { operator } from "./staff.ts";

const KINDS = ["electricity", "water"] as const;
type Kind = (typeof KINDS)[number];
type Meter = { serialNo: string; unitId: string; kind: Kind; readings: Reading[] };

/**
 * The meters of the demo: of all units of two buildings, those in which the demo's master lives and from which its last tenants
 * leave. Invented like everybody's use; `installed` puts them in, `read` reads in the list of a month's last day, `leave`
 * what those of one unit show today.
 */
export function utilities(random: Random, calendar: Calendar, homes: readonly UnitSeed[], shown: readonly UnitSeed[]) {
  const buildings = [...new Set([...shown.map((unit) => unit.buildingId), "b01", "b02"])].slice(0, 2);
  const its: Meter[] = homes
    .filter((unit) => buildings.includes(unit.buildingId))
    .flatMap((unit) =>
      KINDS.map((kind) => ({
        serialNo: `${kind === "electricity" ? "DB" : "SB"}${unit.id.replace(/\D/g, "")}`,
        unitId: unit.id,
        kind,
        readings: [],
      })),
    );
  const first = `${calendar.months[0] ?? calendar.month}-01`;

  return {
    async installed(): Promise<void> {
      for (const meter of its) {
        const { serialNo, unitId, kind } = meter;
        const valueHundredths = random.whole(1000, kind === "electricity" ? 900_000 : 60_000);
        const given = { unitId, kind, serialNo, installedOn: first, valueHundredths };
        await granted("a meter", installMeter(operator, given, { now: calendar.at(first.slice(0, 7), 1, 2) }));
        meter.readings.push({ readOn: first, valueHundredths });
      }
    },
    /** Read on the last day of the month, uploaded on the first of the next, before that is billed. */
    async read(month: Month): Promise<void> {
      const readOn = lastDay(month);
      const lived = await livedIn(buildings, readOn);
      const strange = new Set(
        month === addMonths(calendar.month, -1) ? random.shuffled(its).slice(0, STRANGE_READINGS) : [],
      );
      const rows = its.map((meter) => {
        const value = shownAt(random, meter, readOn, lived.get(meter.unitId) ?? 0);
        // A digit too many, as it happens when somebody types what they read off a photo.
        const typed = strange.has(meter) ? value * 10 : value;
        if (typed === value) meter.readings.push({ readOn, valueHundredths: value });
        return [meter.serialNo, readOn, usedText(typed)];
      });
      const bytes = new TextEncoder().encode(writeCsv([["表号", "抄表日期", "读数"], ...rows]));
      const now = calendar.at(addMonths(month, 1), 1, 7);
      const file = { name: `示例抄表-${month}.csv`, bytes };
      const { importId } = await granted("a list of readings", previewReadings(operator, file, { now }));
      await granted("recording readings", confirmReadings(operator, importId, { now }));
    },
    /** Read by hand when somebody has left. */
    async leave(leaseId: string, unitId: string): Promise<void> {
      const serials = its.filter((meter) => meter.unitId === unitId).map((meter) => meter.serialNo);
      const rows = await (await reader()).select().from(meters).where(inArray(meters.serialNo, serials));
      const readings = rows.map(({ id, serialNo, kind }) => {
        const last = its.find((meter) => meter.serialNo === serialNo)?.readings.at(-1);
        // So little that it looks right on the first day of a month as well.
        const used = kind === "water" ? random.whole(5, 15) : random.whole(150, 300);
        const valueHundredths = (last?.valueHundredths ?? 0) + used;
        return { meterId: id, readOn: calendar.today, valueHundredths, reason: "" };
      });
      if (readings.length === 0) return;
      await granted("final readings", recordLeaseReadings(operator, leaseId, readings, { now: calendar.now }));
    },
  };
}

/** What the meter shows at the end of the month: so much a person, more in summer and winter, always as one would expect. */
function shownAt(random: Random, { kind, readings, serialNo, unitId }: Meter, readOn: Day, people: number): number {
  const last = readings.at(-1);
  const before = last?.valueHundredths ?? 0;
  const month = Number(readOn.slice(5, 7));
  const season = kind === "water" ? 1 : ([1.5, 1.4, 1, 0.8, 0.9, 1.2, 1.7, 1.7, 1.1, 0.8, 0.9, 1.3][month - 1] ?? 1);
  const [least, most] = MONTHLY_USE[kind];
  const share = daysInMonth(readOn.slice(0, 7)) / 31;
  const usual = Math.round(people * random.whole(least, most) * season * share * 100) + random.whole(0, 80);
  const life = { kind, installedOn: readings[0]?.readOn ?? readOn, retiredOn: null, serialNo, unitId };
  const good = (used: number) =>
    judgeReading({ readOn, valueHundredths: before + used }, life, {
      history: readings,
      chargedTo: null,
      today: readOn,
    }).state === "good";
  let used = usual;
  while (!good(used) && used > 0) used = Math.floor(used * 0.7);
  return before + used;
}

/** How many people live in each unit of these buildings on a day. */
async function livedIn(buildings: readonly string[], on: Day): Promise<Map<string, number>> {
  const rows = await (await reader())
    .select({ unitId: leases.unitId, people: sql<number>`count(*)`.mapWith(Number) })
    .from(leases)
    .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
    .innerJoin(units, eq(units.id, leases.unitId))
    .where(
      sql`${inArray(units.buildingId, [...buildings])} and ${leases.startsOn} <= ${on} and coalesce(${leases.endedOn}, ${on}) >= ${on} and ${leases.status} <> 'signed'`,
    )
    .groupBy(leases.unitId)
    .orderBy(asc(leases.unitId));
  return new Map(rows.map(({ unitId, people }) => [unitId, people]));
}
