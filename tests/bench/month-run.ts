import { copyFileSync } from "node:fs";
import pg from "pg";
import { database } from "#db/client";
import { dialect } from "#db/dialect";
import { system } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { addMonths, firstDay, instantOn } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadComplex } from "#lib/inventory/commands";
import { loadLeases } from "#lib/leases/commands";
import { keepPeople } from "#seeds/demo/keep-people";
import { inventor } from "#seeds/demo/people";
import { randomFrom } from "#seeds/demo/random";
import { readComplexSeed } from "#seeds/wutong";
import { type Floor, postgresFloor, sqliteFloor } from "./floor.ts";
import { type Measured, median, peakMemoryMb, rounded } from "./report.ts";

// The month of every lease of the complex, or of a hundred such complexes, each of one tenant who has a subsidy,
// against the raw insert of the rows it made. A process of its own for each kind of database and size: DATABASE_URL and
// the number of complexes in its arguments; prints one JSON line.

const FIRST = "2026-01";
const COMPLEXES = Number(process.argv[2] ?? 1);
const [REPETITIONS, WARM_UP] = COMPLEXES === 1 ? [7, 2] : [3, 1];

const url = process.env.DATABASE_URL ?? "";
const now = instantOn("2026-12-31", 12);
const db = await database();
await db.migrate();
const leaseCount = await fill();
const floor = await copyForFloor();

const ours: number[] = [];
const raw: number[] = [];
let rowCount = 0;
let peakMb = 0;
for (let repetition = 0; repetition < REPETITIONS + WARM_UP; repetition++) {
  const month = addMonths(FIRST, repetition);
  const started = performance.now();
  const ran = await runMonth(system, month, { now });
  const ms = performance.now() - started;
  invariant(ran.ok && ran.newBills === leaseCount, `the month was not run: ${JSON.stringify(ran)}`);
  // Before the floor holds rows of its own.
  peakMb ||= peakMemoryMb();
  const rows = await floor.rowsOf(month);
  const floorMs = await floor.insert(rows);
  if (repetition < WARM_UP) continue;
  rowCount = rows.reduce((sum, { values }) => sum + values.length, 0);
  ours.push(ms);
  raw.push(floorMs);
}
await floor.close();
await db.close();

const measured: Measured = {
  what: `month of ${leaseCount.toLocaleString("en")} leases, ${dialect}`,
  unit: "ms",
  ours: median(ours),
  floor: median(raw),
  ratio: median(ours) / median(raw),
  notes: { rows: rowCount, slowest: rounded(Math.max(...ours)), times: REPETITIONS, "peak MB": peakMb },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);

/** The real complex as often as asked, every unit let to one person who has been insured for a year. Gives the number of leases. */
async function fill(): Promise<number> {
  const complex = repeated(readComplexSeed(), COMPLEXES);
  await loadComplex(complex, { now });
  const invent = inventor(randomFrom(1), "2026-12-31");
  const startsOn = firstDay(addMonths(FIRST, -12));
  // Ten thousand invented phone numbers do not reach for a city: its people differ in what is looked up, and else repeat.
  const models = complex.units
    .slice(0, complex.units.length / COMPLEXES)
    .map(() => invent({ arrivedOn: startsOn, leaseRegistered: true, likely: true, qualification: "master" }));
  const people = Array.from({ length: COMPLEXES }, (_, at) => at).flatMap((at) =>
    models.map((model, index) => {
      const number = at * models.length + index;
      const phone = `199${String(number).padStart(8, "0")}`;
      return { ...model, id: newId(), phone, residentId: `9${String(number).padStart(17, "0")}` };
    }),
  );
  await keepPeople(people, now);
  const rents = new Map(complex.roomTypes.map((type) => [type.id, type.rentFen]));
  const leases = complex.units.map((unit, index) => ({
    id: newId(),
    unitId: unit.id,
    startsOn,
    endsOn: "2027-12-31",
    rentFen: rents.get(unit.roomTypeId) ?? 0,
    registrationNo: `BA-${unit.id}`,
    registeredOn: startsOn,
    tenants: [{ personId: people[index]?.id ?? "", weight: 1 }],
  }));
  const loaded = await loadLeases(leases, { now });
  invariant(loaded.ok, `leases were refused: ${JSON.stringify(loaded)}`);
  return leases.length;
}

/** A city of such complexes: the same buildings and units under further ids and numbers. */
function repeated(complex: ReturnType<typeof readComplexSeed>, times: number): ReturnType<typeof readComplexSeed> {
  const each = Array.from({ length: times }, (_, at) => at);
  const idOf = (id: string, at: number) => (at === 0 ? id : `${id}-${at}`);
  return {
    ...complex,
    buildings: each.flatMap((at) =>
      complex.buildings.map((one) => ({ ...one, id: idOf(one.id, at), no: one.no + at * complex.buildings.length })),
    ),
    units: each.flatMap((at) =>
      complex.units.map((one) => ({ ...one, id: idOf(one.id, at), buildingId: idOf(one.buildingId, at) })),
    ),
  };
}

/** The floor writes into a database that is the same up to the first month. */
async function copyForFloor(): Promise<Floor> {
  if (dialect === "sqlite") {
    const { default: Database } = await import("better-sqlite3");
    const flush = new Database(url);
    flush.pragma("wal_checkpoint(TRUNCATE)");
    flush.close();
    copyFileSync(url, `${url}.floor`);
    return sqliteFloor(url, `${url}.floor`);
  }
  const copy = new URL(url);
  copy.pathname = `${copy.pathname}_floor`;
  await makeCopy(copy);
  return postgresFloor(url, copy.href);
}

/** PostgreSQL copies a database only while nobody is connected to it. */
async function makeCopy(copy: URL): Promise<void> {
  const admin = new URL(url);
  const [name, copyName] = [admin.pathname.slice(1), copy.pathname.slice(1)];
  admin.pathname = "/postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  await client.query(`create database "${copyName}" template "${name}"`);
  await client.end();
}
