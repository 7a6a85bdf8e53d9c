import { and, asc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { reader, useDatabase } from "#db/client";
import {
  bills,
  clawbackMoves,
  clawbacks,
  corrections,
  leases,
  meterReadings,
  meters,
  offers,
  offsets,
  payments,
  payouts,
  people,
  personAccounts,
  rounds,
  settlements,
  turns,
  units,
  users,
  writeOffs,
} from "#db/schema";
import { demoPeople } from "#lib/accounts/demo";
import { choosingFor } from "#lib/choosing/queries";
import { lastDay } from "#lib/days";
import { exchangeOf } from "#lib/exchange/desk";
import { ledgerFacts } from "#lib/ledger/queries";
import { checkResidentId } from "#lib/people/numbers";
import { unseal } from "#lib/secrets";
import { seedDemo } from "#seeds/demo";
import { freshDatabase } from "#tests/support/database";

const db = freshDatabase();
const other = freshDatabase();
const newYear = freshDatabase();
const NOW = new Date("2026-09-17T02:00:00Z");
const SCALE = 0.04;
const OCCUPIED = Math.round(1344 * SCALE);

beforeAll(async () => {
  useDatabase(db());
  const seen: number[] = [];
  const first = await seedDemo({ now: NOW, scale: SCALE, progress: (done, total) => seen.push(done / total) });
  expect(first.seeded).toBe(true);
  expect(seen.at(-1)).toBe(1);
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
}, 120_000);

describe("the demo's year", () => {
  test("as many units are occupied as it promises, and lived in by more people than there are units", async () => {
    const read = await reader();
    expect(await read.$count(units, eq(units.status, "occupied"))).toBe(OCCUPIED);
    const [last] = await read
      .select({ people: sql<number>`count(distinct ${bills.personId})`.mapWith(Number) })
      .from(bills)
      .where(eq(bills.month, "2026-09"));
    expect(last?.people).toBeGreaterThan(OCCUPIED * 1.7);
  });

  test.each([
    ["demo-doctor", 1600, 0, 150],
    ["demo-master", 1100, 350, 0],
    ["demo-bachelor", 800, 650, 0],
  ])("%s gets %i yuan a month, pays %i and is paid %i", async (userId, subsidy, paid, surplus) => {
    const [last] = await (await reader())
      .select({ bill: bills, offset: offsets })
      .from(users)
      .innerJoin(bills, eq(bills.personId, users.personId))
      .innerJoin(offsets, eq(offsets.billId, bills.id))
      .where(sql`${users.id} = ${userId} and ${bills.month} = '2026-08'`);
    expect(last?.bill.rentFen).toBe(145000);
    // Beside the rent they may have paid for electricity and water.
    expect((last?.bill.paidFen ?? 0) - (last?.bill.otherFen ?? 0)).toBe(paid * 100);
    expect(last?.offset).toMatchObject({ subsidyFen: subsidy * 100, surplusFen: surplus * 100 });
    expect((last?.bill.rentFen ?? 0) - (last?.bill.offsetFen ?? 0)).toBe(paid * 100);
  });

  test("every month before this one is approved by two officers and paid for, and this one waits for each of them", async () => {
    const batches = await (await reader())
      .select()
      .from(settlements)
      .orderBy(asc(settlements.month), asc(settlements.sequence));
    const closed = batches.filter((batch) => batch.month < "2026-09");
    expect(new Set(closed.map((batch) => batch.month)).size).toBe(11);
    for (const batch of closed) {
      // One payment of last month came back, and so it is not through.
      expect(batch.status).toBe(batch.month < "2026-08" ? "closed" : "funded");
      expect(new Set([batch.madeBy, batch.checkedBy, batch.approvedBy]).size).toBe(3);
    }
    const waiting = batches.filter((batch) => batch.month === "2026-09");
    expect(waiting.map(({ status, checkedBy }) => [status, checkedBy])).toEqual([
      ["checked", "demo-officer"],
      ["draft", null],
    ]);
  });

  test("of last month one payment came back and waits to be paid again, and one waits for an account", async () => {
    const last = await (await reader())
      .select({ status: payouts.status, attempt: payouts.attempt, lastFour: personAccounts.lastFour })
      .from(payouts)
      .leftJoin(personAccounts, eq(personAccounts.personId, payouts.personId))
      .where(and(eq(payouts.month, "2026-08"), ne(payouts.status, "paid")))
      .orderBy(asc(payouts.status));
    expect(last.map(({ status, attempt, lastFour }) => [status, attempt, lastFour !== null])).toEqual([
      ["ready", 1, false],
      ["returned", 1, true],
    ]);
  });

  test("there is a finished round, one with open offers, the winner's among them, one of live choosing, and an open one", async () => {
    const read = await reader();
    const found = await read.select().from(rounds).orderBy(asc(rounds.createdAt));
    expect(found.map(({ status, mechanism }) => `${mechanism} ${status}`)).toEqual([
      "choice finished",
      "exchange offering",
      "choice offering",
      "live offering",
      "exchange open",
      "choice open",
    ]);
    expect(found.find(({ status }) => status === "open")?.closesAt.getTime()).toBeGreaterThan(NOW.getTime());
    const answers = await read
      .select({ status: offers.status, userId: users.id, expiresAt: offers.expiresAt })
      .from(offers)
      .innerJoin(users, eq(users.personId, offers.personId));
    const winner = answers.find((offer) => offer.userId === "demo-winner");
    expect(winner?.status).toBe("open");
    expect(winner?.expiresAt.getTime()).toBeGreaterThan(NOW.getTime());
    expect(answers.map((offer) => offer.status)).toEqual(expect.arrayContaining(["accepted", "declined", "open"]));
  });

  test("an exchange has its day today: a loop of three, a chain of two into a vacant flat, and one who stays", async () => {
    const read = await reader();
    const [drawn] = await read
      .select({ id: rounds.id })
      .from(rounds)
      .where(and(eq(rounds.mechanism, "exchange"), eq(rounds.status, "offering")));
    const auditor = { role: "auditor", userId: "demo-auditor", personId: null, name: null } as const;
    const { moves, due, on } = await exchangeOf(auditor, drawn?.id ?? "", NOW);
    const households = (kind: string) =>
      moves.filter((move) => move.kind === kind).reduce((sum, move) => sum + move.households.length, 0);
    expect([households("loop"), households("chain"), households("stay")]).toEqual([3, 2, 1]);
    expect([due, on]).toEqual([true, "2026-09-17"]);
  });

  test("in live choosing it is the choosers' turn for hours yet, with rooms of several types left", async () => {
    const [live] = await (await reader()).select().from(rounds).where(eq(rounds.mechanism, "live"));
    for (const userId of ["demo-chooser", "demo-chooser-2"]) {
      const [user] = await (await reader()).select().from(users).where(eq(users.id, userId));
      const actor = { role: "talent" as const, userId, personId: user?.personId ?? "", name: null };
      const view = await choosingFor(actor, live?.id ?? "", NOW);
      expect(view).toMatchObject({ choosing: true, rank: expect.any(Number), hold: null });
      expect(view.turn.endsAt.getTime() - NOW.getTime()).toBeGreaterThan(4 * 3_600_000);
      expect(view.left.filter(({ free }) => free > 0).length).toBeGreaterThan(1);
    }
    const statuses = await (await reader()).select({ status: turns.status }).from(turns).orderBy(asc(turns.rank));
    expect(statuses.map(({ status }) => status).slice(0, 4)).toEqual(expect.arrayContaining(["chosen", "waiting"]));
    expect(statuses.map(({ status }) => status)).toContain("passed");
  });

  test("somebody left earlier, somebody pays support back by a plan, and a correction and a write-off wait for an officer", async () => {
    const read = await reader();
    const rows = await read.select().from(corrections).orderBy(asc(corrections.correctionNo));
    expect(rows.map(({ cause, status }) => [cause, status])).toEqual([
      ["earlyLeaver", "posted"],
      ["lateFact", "posted"],
      ["lateFact", "draft"],
    ]);
    const [clawback] = await read
      .select({ status: clawbacks.status, billed: clawbackMoves.amountFen, month: bills.month, userId: users.id })
      .from(clawbacks)
      .innerJoin(users, eq(users.personId, clawbacks.personId))
      .innerJoin(clawbackMoves, eq(clawbackMoves.clawbackId, clawbacks.id))
      .innerJoin(bills, eq(bills.id, clawbackMoves.billId));
    expect(clawback).toMatchObject({ status: "running", month: "2026-09", userId: "demo-repaying" });
    expect(await read.$count(writeOffs)).toBe(1);
  });

  test("three tenants got their deposits back, the last one left today with the meters read", async () => {
    const read = await reader();
    const left = await read.select().from(leases).where(isNotNull(leases.endedOn)).orderBy(asc(leases.leaseNo));
    expect(left.map(({ endedOn }) => endedOn).sort()).toEqual([
      "2026-04-30",
      "2026-04-30",
      "2026-04-30",
      "2026-07-20",
      "2026-09-17",
    ]);
    const [today] = left.filter(({ endedOn }) => endedOn === "2026-09-17");
    const shown = await read
      .select({ unitId: meters.unitId, readOn: meterReadings.readOn })
      .from(meterReadings)
      .innerJoin(meters, eq(meters.id, meterReadings.meterId))
      .where(eq(meterReadings.source, "checkOut"));
    expect(shown).toEqual(Array.from({ length: 2 }, () => ({ unitId: today?.unitId, readOn: "2026-09-17" })));
  });

  test("the ledger sums to zero and agrees with the bills", async () => {
    expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  });

  test("everybody whom one click signs in as is there", async () => {
    const ids = demoPeople.map((person) => person.userId);
    const rows = await (await reader()).select({ id: users.id }).from(users).where(inArray(users.id, ids));
    expect(rows.map((row) => row.id).sort()).toEqual([...ids].sort());
  });

  test("every ID number is valid and of a region that was never assigned, and nobody's is in the table as it is", async () => {
    const rows = await (await reader()).select().from(people);
    for (const { id, residentIdSealed, birthDate, gender } of rows) {
      if (residentIdSealed === null) continue;
      const residentId = unseal(residentIdSealed, `people.residentId:${id}`);
      expect(residentIdSealed).not.toContain(residentId);
      expect(checkResidentId(residentId, "2026-09-17")).toMatchObject({
        ok: true,
        regionCode: "999999",
        birthDate,
        gender,
      });
    }
  });

  test("nothing in it lies after the instant it was made at", async () => {
    const read = await reader();
    const [late] = await read.select({ on: sql<string>`max(${payments.paidOn})` }).from(payments);
    expect((late?.on ?? "") <= "2026-09-17").toBe(true);
    const [billed] = await read.select({ month: sql<string>`max(${bills.month})` }).from(bills);
    expect(lastDay(billed?.month ?? "")).toBe("2026-09-30");
  });

  test("a database that has the demo is left alone", async () => {
    const before = await (await reader()).$count(people);
    expect(await seedDemo({ now: NOW, scale: SCALE })).toMatchObject({ seeded: false, why: "seeded-before" });
    expect(await (await reader()).$count(people)).toBe(before);
  });

  test("it can be made in the first minute of a year as well", async () => {
    useDatabase(newYear());
    try {
      const made = await seedDemo({ now: new Date("2026-12-31T16:00:30Z"), scale: 0.03, seed: 1 });
      expect(made).toMatchObject({ seeded: true, counts: { occupiedUnits: 40 } });
      expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
    } finally {
      useDatabase(db());
    }
  }, 120_000);

  test("the same seed and instant give the same people, choices and amounts", async () => {
    const first = await printOf();
    useDatabase(other());
    try {
      await seedDemo({ now: NOW, scale: SCALE });
      expect(await printOf()).toEqual(first);
    } finally {
      useDatabase(db());
    }
  }, 120_000);
});

/** What must be alike in two databases that were seeded alike: everything but row ids. */
async function printOf() {
  const read = await reader();
  const persons = await read
    .select({ name: people.name, birthDate: people.birthDate, degree: people.degree, employer: people.employerName })
    .from(people)
    .orderBy(asc(people.residentIdHash));
  const money = await read
    .select({ no: bills.billNo, rent: bills.rentFen, offset: bills.offsetFen, paid: bills.paidFen })
    .from(bills)
    .orderBy(asc(bills.billNo));
  const answers = await read
    .select({ unit: offers.unitId, status: offers.status, name: people.name })
    .from(offers)
    .innerJoin(people, eq(people.id, offers.personId))
    .orderBy(asc(offers.offeredAt), asc(offers.unitId));
  return { persons, money, answers };
}
