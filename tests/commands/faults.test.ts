import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Db, openDatabase, useDatabase as takeDatabase } from "#db/client";
import {
  auditLog,
  bills,
  counters,
  ledgerEntries,
  ledgerLegs,
  offsetParts,
  offsets,
  outbox,
  settlements,
} from "#db/schema";
import { system } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { addMonths, dayAt, firstDay, lastDay, monthOf } from "#lib/days";
import { newId } from "#lib/ids";
import { loadComplex } from "#lib/inventory/commands";
import { loadLeases } from "#lib/leases/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { keepPeople } from "#seeds/demo/keep-people";
import { inventor } from "#seeds/demo/people";
import { randomFrom } from "#seeds/demo/random";
import { readComplexSeed } from "#seeds/wutong";
import { makePlace, type Place, runAndKill } from "#tests/support/killable";
import { granted } from "#tests/support/rounds";

// The month is run by the command line in a process of its own, which is killed at random moments of its transaction.

const LEASES = 300;
const KILLS = Number(process.env.WUTONG_TEST_KILLS ?? 20);
const SEED = Number(process.env.WUTONG_TEST_SEED ?? Date.now() % 100_000);
const now = new Date();
const FIRST = addMonths(monthOf(dayAt(now)), -KILLS);

let template: Place;
let killed: Place;
let undisturbed: Place;

beforeAll(async () => {
  template = await makePlace();
  await within(template, fill);
  [killed, undisturbed] = [await template.copy(), await template.copy()];
}, 60_000);
afterAll(async () => {
  for (const place of [killed, undisturbed, template]) await place?.drop();
});

/** Opens the database as a process does after a crash, and closes it again: a killed process leaves no open door. */
async function within<T>(place: Place, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(place.url);
  takeDatabase(db);
  try {
    return await work(db);
  } finally {
    takeDatabase(undefined);
    await db.close();
  }
}

/** Part of the real complex, each unit let for years to one person, half of them with a subsidy. */
async function fill(db: Db): Promise<void> {
  await db.migrate();
  const complex = readComplexSeed();
  granted(await loadComplex(complex, { now }));
  const startsOn = firstDay(addMonths(FIRST, -12));
  const invent = inventor(randomFrom(11), lastDay(monthOf(dayAt(now))));
  const units = complex.units.slice(0, LEASES);
  const people = units.map((_, index) =>
    invent({ arrivedOn: startsOn, leaseRegistered: true, likely: index % 2 === 0, qualification: "master" }),
  );
  await keepPeople(people, now);
  const rents = new Map(complex.roomTypes.map((type) => [type.id, type.rentFen]));
  const leases = units.map((unit, index) => ({
    id: newId(),
    unitId: unit.id,
    startsOn,
    endsOn: lastDay(addMonths(FIRST, KILLS + 12)),
    rentFen: rents.get(unit.roomTypeId) ?? 0,
    registrationNo: `BA-${unit.id}`,
    registeredOn: startsOn,
    tenants: [{ personId: people[index]?.id ?? "", weight: 1 }],
  }));
  granted(await loadLeases(leases, { now }));
}

/** How much of a month there is, table by table. */
async function countsOf({ reader }: Db, month: string) {
  const entries = eq(ledgerEntries.month, month);
  return {
    bills: await reader.$count(bills, eq(bills.month, month)),
    offsets: await reader.$count(offsets, eq(offsets.month, month)),
    settlements: await reader.$count(settlements, eq(settlements.month, month)),
    entries: await reader.$count(ledgerEntries, entries),
    audit: await reader.$count(auditLog, eq(auditLog.entityId, month)),
    counters: await reader.$count(counters, eq(counters.name, `bill:${month}`)),
  };
}
const NOTHING = { bills: 0, offsets: 0, settlements: 0, entries: 0, audit: 0, counters: 0 };
const WHOLE = { bills: LEASES, offsets: LEASES, settlements: 1, entries: LEASES, audit: 1, counters: 1 };

/** Everything the months wrote, by the names people know things by instead of the ids made on the way. */
async function written({ reader }: Db) {
  const { billNo, month, leaseId, personId, rentFen, offsetFen, paidFen, fromOn, toOn, dueOn } = bills;
  return {
    bills: await reader
      .select({ billNo, month, leaseId, personId, rentFen, offsetFen, paidFen, fromOn, toOn, dueOn })
      .from(bills)
      .orderBy(asc(billNo)),
    legs: await reader
      .select({
        key: ledgerEntries.key,
        hash: ledgerEntries.requestHash,
        seq: ledgerLegs.seq,
        account: ledgerLegs.account,
        amountFen: ledgerLegs.amountFen,
      })
      .from(ledgerLegs)
      .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
      .orderBy(asc(ledgerEntries.key), asc(ledgerLegs.seq)),
    allLegs: await reader.$count(ledgerLegs),
    offsets: await reader
      .select({
        billNo,
        mode: offsets.mode,
        subsidyFen: offsets.subsidyFen,
        offsetFen: offsets.offsetFen,
        surplusFen: offsets.surplusFen,
        facts: offsets.facts,
        monthsUsed: offsets.monthsUsed,
        failed: offsets.failed,
      })
      .from(offsets)
      .innerJoin(bills, eq(bills.id, offsets.billId))
      .orderBy(asc(billNo)),
    parts: await reader
      .select({ billNo, part: offsetParts.part, amountFen: offsetParts.amountFen })
      .from(offsetParts)
      .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
      .innerJoin(bills, eq(bills.id, offsets.billId))
      .orderBy(asc(billNo), asc(offsetParts.part)),
    settlements: await reader
      .select({ month: settlements.month, sequence: settlements.sequence, status: settlements.status })
      .from(settlements)
      .orderBy(asc(settlements.month)),
    audit: await reader
      .select({ month: auditLog.entityId, detail: auditLog.detail })
      .from(auditLog)
      .where(eq(auditLog.action, "month.run"))
      .orderBy(asc(auditLog.entityId)),
    counters: await reader.select().from(counters).orderBy(asc(counters.name)),
    told: await reader.$count(outbox),
  };
}

test(`a month's run killed at any moment leaves all or nothing, and running it again ends in the same rows (seed ${SEED})`, async () => {
  const random = randomFrom(SEED);
  let month = FIRST;
  const calm = await runAndKill(killed, ["month", month], null);
  expect(calm, calm.said).toMatchObject({ code: 0, signal: null });
  month = addMonths(month, 1);

  const found = { nothing: 0, whole: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    // The first ones early in the transaction, then anywhere up to a little after its end.
    const share = kill < 2 ? 0.1 : random.whole(0, 110) / 100;
    const { signal } = await runAndKill(killed, ["month", month], calm.ms * share);
    const counts = await within(killed, (db) => countsOf(db, month));
    expect([NOTHING, WHOLE]).toContainEqual(counts);
    const facts = await within(killed, ledgerFacts);
    expect(facts.filter((fact) => !fact.ok)).toEqual([]);
    if (counts.bills === 0) {
      expect(signal).toBe("SIGKILL");
      found.nothing += 1;
    } else {
      found.whole += 1;
      if (kill < KILLS - 1) month = addMonths(month, 1);
    }
  }
  expect(found.nothing).toBeGreaterThan(0);

  const last = await runAndKill(killed, ["month", month], null);
  expect(last, last.said).toMatchObject({ code: 0 });
  const survived = await within(killed, written);
  const calmly = await within(undisturbed, async (db) => {
    for (let each = FIRST; each <= month; each = addMonths(each, 1)) granted(await runMonth(system, each, { now }));
    return written(db);
  });
  expect(survived.bills.length).toBe(LEASES * survived.settlements.length);
  expect(survived).toEqual(calmly);
}, 120_000);
