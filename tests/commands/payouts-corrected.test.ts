import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { budgetMoves, fundings, ledgerLegs, payouts } from "#db/schema";
import { budgetOf } from "#lib/budget/queries";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { Forbidden, NotFound } from "#lib/errors";
import { correctionsToFund, recordCorrectionFunding } from "#lib/payouts/correction-funding";
import { payAgain, recordPaid, recordReturned } from "#lib/payouts/settling";
import { correcting, MAY } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { type Officers, settleMonth } from "#tests/support/month";
import { batchOf, fund, payoutsOf, sendAll, tellAccount } from "#tests/support/payouts";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// A correction is posted while the money of the month it corrects is somewhere on its way.

const db = freshDatabase();
const ON = "2026-05-06";
const given = { now: MAY };
let by: Officers;
const { correct, wrongFacts } = correcting(db, () => by);
type Talent = Awaited<ReturnType<typeof makeTalent>>;
const who: Record<string, Talent> = {};

async function moveIn(name: string): Promise<void> {
  const talent = await makeTalent(db(), {
    insuredMonthsAsOf: "2026-02",
    insuredMonths: 8,
    firstInsuredOn: "2025-06-01",
  });
  const started = { startsOn: "2026-01-01", registeredOn: "2026-01-05" };
  await makeLease(db(), [{ personId: talent.personId, offsetMode: "cashToPerson" }], started);
  await tellAccount(talent);
  who[name] = talent;
}
const of = (name: string): Talent => {
  const found = who[name];
  if (!found) throw new Error(name);
  return found;
};
const chain = async (name: string, month = "2026-02") =>
  (await payoutsOf(db(), of(name).personId)).filter((row) => row.month === month);
const last = async (name: string) => {
  const row = (await chain(name)).at(-1);
  if (!row) throw new Error("no payout");
  return row;
};
/** A home of one's own takes the rent part (600 of 1100) away; `false` gives it back. */
const ownsHome = (name: string, value: boolean, month = "2026-02"): CorrectionGiven => ({
  cause: "lateFact",
  personId: of(name).personId,
  fact: "ownsLocalHome",
  value,
  fromMonth: month,
  toMonth: month,
  still: false,
});
const payable = async (name: string) => {
  const legs = await db()
    .reader.select()
    .from(ledgerLegs)
    .where(and(eq(ledgerLegs.account, "surplus-payable"), eq(ledgerLegs.personId, of(name).personId)));
  return 0 - legs.reduce((sum, leg) => sum + leg.amountFen, 0);
};

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  for (const name of ["unfunded", "ready", "returned", "sent", "all"]) await moveIn(name);
  await settleMonth(db(), by, "2026-02", MAY);
}, 60_000);

describe("before the money has come", () => {
  test("what a correction withholds is not made into a payout once public finance pays the batch", async () => {
    await correct(ownsHome("unfunded", true));
    expect(await chain("unfunded")).toEqual([]);
    await fund(db(), by.checker, (await batchOf(db(), "2026-02")).id, MAY, ON);
    expect(await chain("unfunded")).toMatchObject([{ amountFen: 50000, status: "ready" }]);
    expect(await payable("unfunded")).toBe(50000);
    expect(await chain("ready")).toMatchObject([{ amountFen: 110000 }]);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("while it waits to be sent", () => {
  test("less is sent where a correction withholds some of it, and more by a payout of its own where one grants more", async () => {
    await correct(ownsHome("ready", true));
    expect(await chain("ready")).toMatchObject([{ amountFen: 50000, status: "ready" }]);
    await correct(ownsHome("ready", false));
    expect(await chain("ready")).toMatchObject([
      { amountFen: 50000, offsetId: expect.any(String) },
      { amountFen: 60000, offsetId: null, correctionLineId: expect.any(String), status: "ready" },
    ]);
    expect(await payable("ready")).toBe(110000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("nothing of it left, it is dropped and its batch waits for it no more", async () => {
    const degree: CorrectionGiven = {
      ...(ownsHome("all", true) as object),
      fact: "employerKind",
      value: "university",
    } as CorrectionGiven;
    await correct(degree);
    expect(await chain("all")).toMatchObject([{ status: "dropped", amountFen: 110000 }]);
    expect(await payable("all")).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("once it is with the bank", () => {
  test("what was sent stays as it is: too much of it is claimed back", async () => {
    await sendAll(db(), by.checker, MAY);
    await correct(ownsHome("sent", true));
    expect(await chain("sent")).toMatchObject([{ amountFen: 110000, status: "sent" }]);
    const { id } = await last("sent");
    await recordPaid(by.checker, id, { on: ON, reference: "B1" }, given);
    expect(await wrongFacts()).toEqual([]);
  });

  test("what came back is paid again by what is still owed of it, or not at all", async () => {
    const { id } = await last("returned");
    await recordReturned(by.checker, id, { on: ON, reason: "账号有误" }, given);
    await correct(ownsHome("returned", true));
    expect(await wrongFacts()).toEqual([]);
    expect(await payAgain(by.checker, id, { sameAccount: true }, given)).toMatchObject({ ok: true });
    expect(await chain("returned")).toMatchObject([
      { attempt: 1, amountFen: 110000, status: "returned" },
      { attempt: 2, amountFen: 50000, status: "ready" },
    ]);
    await sendAll(db(), by.checker, MAY);
    await recordReturned(by.checker, (await last("returned")).id, { on: ON, reason: "账号有误" }, given);
    const none: CorrectionGiven = {
      ...(ownsHome("returned", true) as object),
      fact: "employerKind",
      value: "university",
    } as CorrectionGiven;
    await correct(none);
    expect(await last("returned")).toMatchObject({ attempt: 3, status: "dropped" });
    const second = (await chain("returned"))[1];
    // Its next attempt says already that there is none.
    expect(await payAgain(by.checker, second?.id ?? "", { sameAccount: true }, given)).toMatchObject({ before: true });
    expect(await payable("returned")).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a batch is closed once what is left of it has arrived", async () => {
    for (const row of await db().reader.select().from(payouts).where(eq(payouts.status, "sent")))
      await recordPaid(by.checker, row.id, { on: ON, reference: row.payoutNo }, given);
    expect((await batchOf(db(), "2026-02")).status).toBe("closed");
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("public finance settles what corrections changed", () => {
  test("each correction moved the budget by its difference, and is listed until it is settled", async () => {
    const moves = await db().reader.select().from(budgetMoves).where(eq(budgetMoves.kind, "committed"));
    const sum = (of_: (row: (typeof moves)[number]) => boolean) =>
      moves.filter(of_).reduce((total, row) => total + row.amountFen, 0);
    // Five of 1100; then −600, −600, +600, −1100, −600, −600, −500.
    expect([sum((row) => row.settlementId !== null), sum((row) => row.correctionId !== null)]).toEqual([
      550000, -340000,
    ]);
    const open = await correctionsToFund(by.checker, MAY);
    expect(open.map((one) => one.amountFen).sort((a, b) => a - b)).toEqual([
      -110000, -60000, -60000, -60000, -60000, -50000, 60000,
    ]);
  });

  test("by its whole difference, once, with day and reference; the money of both sides agrees", async () => {
    const open = await correctionsToFund(by.checker, MAY);
    const [first] = open;
    if (!first) throw new Error("nothing to settle");
    const said = {
      correctionId: first.correctionId,
      fund: first.fund.id,
      amountFen: first.amountFen,
      paidOn: ON,
      reference: "GK-1",
    };
    const record = (change: Partial<typeof said>) => recordCorrectionFunding(by.checker, { ...said, ...change }, given);
    expect(await record({ amountFen: said.amountFen + 1 })).toMatchObject({ reason: "funding-amount-differs" });
    expect(await record({ fund: "moon" })).toMatchObject({ reason: "funding-fund-unknown" });
    expect(await record({ reference: " " })).toMatchObject({ reason: "funding-without-reference" });
    await expect(record({ correctionId: "nowhere" })).rejects.toThrow(NotFound);
    await expect(recordCorrectionFunding(by.operator, said, given)).rejects.toThrow(Forbidden);
    const twice = await Promise.all([record({}), record({})]);
    expect(twice.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    for (const one of open.slice(1))
      await record({ correctionId: one.correctionId, amountFen: one.amountFen, reference: `GK-${one.no}` });
    expect(await correctionsToFund(by.checker, MAY)).toEqual([]);
    expect(await db().reader.$count(fundings)).toBe(8);
    const legs = await db().reader.select().from(ledgerLegs).where(eq(ledgerLegs.account, "public-finance-receivable"));
    expect(legs.reduce((sum, leg) => sum + leg.amountFen, 0)).toBe(0);
    const [city] = (await budgetOf(by.checker, { year: 2026, now: MAY })).funds;
    expect(city).toMatchObject({ committedFen: 210000, spentFen: 210000 });
    expect(await wrongFacts()).toEqual([]);
  });
});
