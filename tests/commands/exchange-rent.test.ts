import { and, eq } from "drizzle-orm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { billLines, bills } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { heldDeposits } from "#lib/billing/deposits";
import { addLines } from "#lib/billing/lines";
import { instantOn } from "#lib/days";
import { moveTenants } from "#lib/exchange/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { emptyComplex, leader, openExchange, settle, wish } from "#tests/support/exchange";
import { granted, offeredRound } from "#tests/support/rounds";
import { buildComplex, makeStaff } from "#tests/support/world";

const db = freshDatabase();
let staff: readonly [Actor, Actor];

beforeAll(async () => {
  await buildComplex(db());
  staff = [await makeStaff(db(), "operator"), await makeStaff(db(), "operator")];
});
beforeEach(() => emptyComplex(db()));

const run = async (month: string, day: string) => granted(await runMonth(staff[0], month, { now: instantOn(day, 8) }));
const move = (roundId: string, day: string) => moveTenants(staff[0], roundId, { now: instantOn(day, 9) });
const billsOf = async (personId: string) =>
  (await db().reader.select().from(bills).where(eq(bills.personId, personId)))
    .map(({ month, fromOn, toOn, rentFen }) => ({ month, fromOn, toOn, rentFen }))
    .sort((x, y) => x.fromOn.localeCompare(y.fromOn));

/** Two tenants of September 2026 whose applications trade a room of 1000 yuan for one of 1450. */
async function traders(moveInOn: string) {
  const lease = { startsOn: "2026-09-01" };
  const a = await settle(db(), { unitId: "b01-0101" }, { lease });
  const b = await settle(db(), { unitId: "b01-0102" }, { lease });
  const roundId = await openExchange(staff[0], [], moveInOn);
  await wish(roundId, a, [b.placeId]);
  await wish(roundId, b, [a.placeId]);
  return { roundId, up: leader(a).personId, down: leader(b).personId };
}

test("the old place is billed to the day before and the new one from the day on, and no day twice", async () => {
  const { roundId, up, down } = await traders("2026-10-16");
  await offeredRound(staff, roundId);
  await run("2026-09", "2026-09-22");
  // October is billed before the move: whoever is about to move within it waits for it.
  await run("2026-10", "2026-10-02");
  expect((await billsOf(up)).map(({ month }) => month)).toEqual(["2026-09"]);
  expect(granted(await move(roundId, "2026-10-16"))).toMatchObject({ moved: 2 });
  await run("2026-10", "2026-10-16");
  await run("2026-10", "2026-10-17");
  // 1000 yuan for 15 of 31 days and 1450 for 16 of them; the other way round for who moves down.
  expect((await billsOf(up)).slice(1)).toEqual([
    { month: "2026-10", fromOn: "2026-10-01", toOn: "2026-10-15", rentFen: 48_387 },
    { month: "2026-10", fromOn: "2026-10-16", toOn: "2026-10-31", rentFen: 74_839 },
  ]);
  const october = [...(await billsOf(up)), ...(await billsOf(down))].filter(({ month }) => month === "2026-10");
  // The two places together cost what they always cost, to the fen.
  expect(october.reduce((sum, bill) => sum + bill.rentFen, 0)).toBe(245_000);
});

test("where rent is billed beyond the announced day, all move on the first day that is not billed", async () => {
  const { roundId, up } = await traders("2026-11-15");
  await run("2026-11", "2026-11-02");
  await offeredRound(staff, roundId);
  expect(await move(roundId, "2026-11-15")).toMatchObject({
    reason: "exchange-too-early",
    values: { on: "2026-12-01" },
  });
  expect(granted(await move(roundId, "2026-12-01"))).toMatchObject({ on: "2026-12-01", moved: 2 });
  await run("2026-12", "2026-12-02");
  expect(await billsOf(up)).toEqual([
    { month: "2026-11", fromOn: "2026-11-01", toOn: "2026-11-30", rentFen: 100_000 },
    { month: "2026-12", fromOn: "2026-12-01", toOn: "2026-12-31", rentFen: 145_000 },
  ]);
});

test("a charge beside the rent bills no days: the move stays on its day", async () => {
  const { roundId, up } = await traders("2026-10-16");
  await offeredRound(staff, roundId);
  await run("2026-09", "2026-09-22");
  const [lease] = await db().reader.select({ id: bills.leaseId }).from(bills).where(eq(bills.personId, up));
  const meter = { leaseId: lease?.id ?? "", personId: up, month: "2026-10", amountFen: 4200 };
  const line = {
    ...meter,
    key: `exchange-meter:${roundId}`,
    kind: "electricity" as const,
    contra: "utility-revenue" as const,
  };
  await db().transaction((tx) => addLines(tx, [line], { by: staff[0].userId, now: instantOn("2026-10-02", 8) }));
  await run("2026-10", "2026-10-02");
  expect((await billsOf(up)).map(({ month, rentFen }) => [month, rentFen])).toEqual([
    ["2026-09", 100_000],
    ["2026-10", 0],
  ]);
  expect(granted(await move(roundId, "2026-10-16"))).toMatchObject({ on: "2026-10-16", moved: 2 });
});

test("the deposit goes along: only the difference to the new room's is charged, or taken off, with the month of the move", async () => {
  const { roundId, up, down } = await traders("2026-10-16");
  await offeredRound(staff, roundId);
  await run("2026-09", "2026-09-22");
  await run("2026-10", "2026-10-02");
  granted(await move(roundId, "2026-10-16"));
  await run("2026-10", "2026-10-16");
  await run("2026-10", "2026-10-17");
  const depositsOf = async (personId: string) =>
    (
      await db()
        .reader.select({ month: bills.month, amountFen: billLines.amountFen, leaseId: bills.leaseId })
        .from(billLines)
        .innerJoin(bills, eq(bills.id, billLines.billId))
        .where(and(eq(bills.personId, personId), eq(billLines.kind, "deposit")))
    ).sort((x, y) => x.month.localeCompare(y.month));
  // From a room of 1000 yuan to one of 1450, and the other way round.
  expect((await depositsOf(up)).map(({ month, amountFen }) => [month, amountFen])).toEqual([
    ["2026-09", 100_000],
    ["2026-10", 45_000],
  ]);
  expect((await depositsOf(down)).map(({ month, amountFen }) => [month, amountFen])).toEqual([
    ["2026-09", 145_000],
    ["2026-10", -45_000],
  ]);
  const leaseIds = [...(await depositsOf(up)), ...(await depositsOf(down))].map(({ leaseId }) => leaseId);
  const held = await heldDeposits(db().reader, leaseIds);
  const now = new Map([...held.values()].flat().map(({ personId, heldFen }) => [personId, heldFen]));
  expect([now.size, now.get(up), now.get(down)]).toEqual([2, 145_000, 100_000]);
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
});

test("what is charged beside the rent puts no move off: only rent that is billed does", async () => {
  const { roundId, up } = await traders("2026-10-16");
  await offeredRound(staff, roundId);
  await run("2026-09", "2026-09-22");
  await run("2026-10", "2026-10-02");
  const [bill] = await db().reader.select().from(bills).where(eq(bills.personId, up));
  const line = { key: "lock", leaseId: bill?.leaseId ?? "", personId: up, month: "2026-10", kind: "service" as const };
  await db().transaction((tx) =>
    addLines(tx, [{ ...line, amountFen: 8000, contra: "other-revenue" }], {
      by: "system",
      now: instantOn("2026-10-03"),
    }),
  );
  // Nor does running the month once more bill the rent of whoever is about to move.
  await run("2026-10", "2026-10-05");
  expect(granted(await move(roundId, "2026-10-16"))).toMatchObject({ on: "2026-10-16", moved: 2 });
  await run("2026-10", "2026-10-16");
  // The bill of the lock alone has the rent of the old room's fifteen days as well.
  expect((await billsOf(up)).filter(({ month }) => month === "2026-10").map(({ rentFen }) => rentFen)).toEqual([
    48_387, 74_839,
  ]);
});
