import { database } from "#db/client";
import { dialect } from "#db/dialect";
import type { Actor } from "#lib/actor";
import { addMonths, dayAt, firstDay, monthOf } from "#lib/days";
import { invariant } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadComplex } from "#lib/inventory/commands";
import { makeDraft, saveDraft } from "#lib/lab/commands";
import { figuresFor, MONTHS } from "#lib/lab/figures";
import { draftFor } from "#lib/lab/queries";
import { residentsBefore } from "#lib/lab/residents";
import { sentFields } from "#lib/lab/rules-sent";
import { loadLeases } from "#lib/leases/commands";
import { keepPeople } from "#seeds/demo/keep-people";
import { inventor } from "#seeds/demo/people";
import { randomFrom } from "#seeds/demo/random";
import { keepStaff } from "#seeds/demo/staff";
import { readComplexSeed } from "#seeds/wutong";
import { type Measured, median, peakMemoryMb, rounded } from "./report.ts";
import { bareCourses, bareRead } from "./whatif-floor.ts";

// A draft of the scheme in force over 3,500 residents who all have a subsidy: everything between a changed value and its
// figures, against reading the same rows and adding up on typed arrays. Prints one JSON line.

const PEOPLE = 3_500;
const [REPETITIONS, WARM_UP] = [9, 3];
const now = new Date();
const next = addMonths(monthOf(dayAt(now)), 1);
const officer: Actor = { role: "officer", userId: "demo-officer", personId: null, name: null };
const url = process.env.DATABASE_URL ?? "";

const db = await database();
await db.migrate();
await fill();
const draftId = await begun();
const bare = await bareRead(url);
const ours: number[] = [];
const loads: number[] = [];
const floor: number[] = [];
for (let repetition = 0; repetition < REPETITIONS + WARM_UP; repetition++) {
  const [told, ms] = await timed(() =>
    figuresFor(officer, { before: { kind: "live" }, after: { kind: "draft", id: draftId } }, now),
  );
  invariant(
    told.ok && told.figures.people === PEOPLE,
    `not everybody was decided: ${JSON.stringify(told).slice(0, 200)}`,
  );
  invariant(told.figures.gains.people > 0, "the draft gives somebody more");
  const [, loadMs] = await timed(() => residentsBefore(db.reader, next, now));
  const [, floorMs] = await timed(async () => (await bare.read()) + bareCourses(PEOPLE, MONTHS));
  if (repetition < WARM_UP) continue;
  ours.push(ms);
  loads.push(loadMs);
  floor.push(floorMs);
}
await bare.close();
await db.close();

const measured: Measured = {
  what: `what-if of ${PEOPLE.toLocaleString("en")} residents over ${MONTHS} months, ${dialect}`,
  unit: "ms",
  ours: median(ours),
  floor: median(floor),
  ratio: median(ours) / median(floor),
  notes: {
    "of it loading": rounded(median(loads)),
    slowest: rounded(Math.max(...ours)),
    times: REPETITIONS,
    "peak MB": peakMemoryMb(),
  },
};
process.stdout.write(`${JSON.stringify(measured)}\n`);

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

/** The complex with two or three people in each unit until there are 3,500. */
async function fill(): Promise<void> {
  const complex = readComplexSeed();
  await loadComplex(complex, { now });
  await keepStaff(now);
  const startsOn = firstDay(addMonths(next, -12));
  const invent = inventor(randomFrom(1), dayAt(now));
  const people = Array.from({ length: PEOPLE }, () =>
    invent({ arrivedOn: startsOn, leaseRegistered: true, likely: true }),
  );
  await keepPeople(people, now);
  const rents = new Map(complex.roomTypes.map((type) => [type.id, type.rentFen]));
  const each = Math.ceil(PEOPLE / complex.units.length);
  const leases = complex.units.flatMap((unit, index) => {
    const tenants = people.slice(index * each, (index + 1) * each).map(({ id }) => ({ personId: id, weight: 1 }));
    if (tenants.length === 0) return [];
    const registration = { registrationNo: `BA-${unit.id}`, registeredOn: startsOn };
    const rentFen = rents.get(unit.roomTypeId) ?? 0;
    return [{ id: newId(), unitId: unit.id, startsOn, endsOn: "2099-12-31", rentFen, ...registration, tenants }];
  });
  const loaded = await loadLeases(leases, { now });
  invariant(loaded.ok, `leases were refused: ${JSON.stringify(loaded)}`);
}

async function begun(): Promise<string> {
  const id = newId();
  const texts = { name: "bench", fromMonth: next };
  const made = await makeDraft(
    officer,
    { draftId: id, source: "live:changzhou", target: "changzhou", ...texts },
    { now },
  );
  invariant(made.ok, `no draft: ${JSON.stringify(made)}`);
  const { revision, scheme, view } = await draftFor(officer, id);
  const { nameZh, nameEn } = scheme;
  const fields = sentFields(view, { "value.living-amount.0.master": "700" });
  const given = { draftId: id, revision, nameZh, nameEn, retroactiveReason: "", ...texts };
  const saved = await saveDraft(officer, given, fields, { now });
  invariant(saved.ok, `not saved: ${JSON.stringify(saved)}`);
  return id;
}
