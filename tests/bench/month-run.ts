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

// The month of 1,415 leases, each of one tenant who has a subsidy, against the raw insert of the rows it made.
// A process of its own for each kind of database, named by DATABASE_URL: prints one JSON line.

const FIRST = "2026-01";
const REPETITIONS = 7;
const WARM_UP = 2;

const url = process.env.DATABASE_URL ?? "";
const now = instantOn("2026-12-31", 12);
const db = await database();
await db.migrate();
await fill();
const floor = await copyForFloor();

const ours: number[] = [];
const raw: number[] = [];
let rowCount = 0;
for (let repetition = 0; repetition < REPETITIONS + WARM_UP; repetition++) {
  const month = addMonths(FIRST, repetition);
  const started = performance.now();
  const ran = await runMonth(system, month, { now });
  const ms = performance.now() - started;
  invariant(ran.ok && ran.newBills === 1415, `the month was not run: ${JSON.stringify(ran)}`);
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
  what: `month of 1,415 leases, ${dialect}`,
  unit: "ms",
  ours: median(ours),
  floor: median(raw),
  ratio: median(ours) / median(raw),
  notes: { rows: rowCount, slowest: rounded(Math.max(...ours)), times: REPETITIONS, "peak MB": peakMemoryMb() },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);

/** The real complex, every unit let to one person who has been insured for a year. */
async function fill(): Promise<void> {
  const complex = readComplexSeed();
  await loadComplex(complex, { now });
  const invent = inventor(randomFrom(1), "2026-12-31");
  const startsOn = firstDay(addMonths(FIRST, -12));
  const people = complex.units.map(() =>
    invent({ arrivedOn: startsOn, leaseRegistered: true, likely: true, qualification: "master" }),
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
