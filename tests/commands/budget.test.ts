import { and, eq, like } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, budgetMoves, ledgerEntries, ledgerProposals, schemeVersions } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { approveAppropriation, proposeAppropriation, rejectAppropriation } from "#lib/budget/appropriations";
import { budgetsFor, fundOfYear } from "#lib/budget/fund-queries";
import { moveBudget } from "#lib/budget/moves";
import { budgetOf } from "#lib/budget/queries";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { recordFunding } from "#lib/payouts/funding";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { schemeHash } from "#lib/subsidy/versions";
import { readScheme } from "#seeds/schemes";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { everything, hashOf, type Officers, settleMonth } from "#tests/support/month";
import { batchOf, fund } from "#tests/support/payouts";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const given = { now: NOW };
const CITY = "city-finance";
let by: Officers;
let auditor: Actor;

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  auditor = await makeStaff(db(), "auditor");
  for (const degree of ["doctor", "master", "bachelor"] as const) {
    const { personId } = await makeTalent(db(), { degree });
    await makeLease(db(), [{ personId }]);
  }
});

const facts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const appropriation = (amountFen: number, change: Partial<Parameters<typeof proposeAppropriation>[1]> = {}) => ({
  appropriationId: newId(),
  fund: CITY,
  year: 2026,
  amountFen,
  reason: "示例预〔2026〕1号",
  ...change,
});
async function enter(amountFen: number, year = 2026): Promise<void> {
  const proposed = await proposeAppropriation(by.checker, appropriation(amountFen, { year }), given);
  if (!proposed.ok) throw new Error(proposed.reason);
  const approved = await approveAppropriation(by.approver, proposed.proposalId, given);
  if (!approved.ok) throw new Error(approved.reason);
}
const cityOf = async (year = 2026) =>
  (await budgetOf(auditor, { year, now: NOW })).funds.find((one) => one.id === CITY);

describe("a budget is entered by one officer and posted by another", () => {
  test("nothing moves before; entered twice it is one proposal, posted by two at once it is posted once", async () => {
    const said = appropriation(500_000);
    const proposed = await proposeAppropriation(by.checker, said, given);
    expect(await proposeAppropriation(by.checker, said, given)).toMatchObject({ ok: true, before: true });
    expect(await proposeAppropriation(by.checker, { ...said, amountFen: 1 }, given)).toMatchObject({
      reason: "entry-key-used",
    });
    expect(await cityOf()).toMatchObject({ kept: false, appropriatedFen: 0 });
    if (!proposed.ok) throw new Error(proposed.reason);
    const id = proposed.proposalId;
    expect((await budgetOf(by.approver, { year: 2026, now: NOW })).waiting).toMatchObject([
      { id, amountFen: 500_000, year: 2026 },
    ]);
    expect(await approveAppropriation(by.checker, id, given)).toMatchObject({ reason: "maker-cannot-decide" });
    for (const actor of [by.operator, auditor]) {
      await expect(approveAppropriation(actor, id, given)).rejects.toThrow(Forbidden);
      await expect(proposeAppropriation(actor, said, given)).rejects.toThrow(Forbidden);
    }
    const third = await makeStaff(db(), "officer");
    const both = await Promise.all([by.approver, third].map((one) => approveAppropriation(one, id, given)));
    expect(both.map((one) => (one.ok ? "posted" : one.reason)).sort()).toEqual(["posted", "proposal-decided"]);
    expect(await cityOf()).toMatchObject({ kept: true, appropriatedFen: 500_000, availableFen: 500_000 });
    expect(await facts()).toEqual([]);
  });

  test("rejected with a reason, it never was", async () => {
    const proposed = await proposeAppropriation(by.checker, appropriation(1), given);
    const id = proposed.ok ? proposed.proposalId : "";
    expect(await rejectAppropriation(by.approver, id, " ", given)).toMatchObject({ reason: "reject-without-reason" });
    expect(await rejectAppropriation(by.approver, id, "文号有误", given)).toMatchObject({ ok: true });
    expect(await approveAppropriation(by.approver, id, given)).toMatchObject({ reason: "proposal-decided" });
    await expect(approveAppropriation(by.approver, "nowhere", given)).rejects.toThrow(NotFound);
    expect(await cityOf()).toMatchObject({ appropriatedFen: 500_000 });
  });

  test("bad input is refused", async () => {
    for (const [change, reason] of [
      [{ fund: "moon" }, "budget-fund-unknown"],
      [{ year: 1999 }, "budget-year-wrong"],
      [{ year: 2026.5 }, "budget-year-wrong"],
      [{ amountFen: 0 }, "appropriation-nothing"],
      [{ amountFen: 0.5 }, "appropriation-nothing"],
      [{ amountFen: -500_001 }, "appropriation-below-committed"],
      [{ reason: " " }, "appropriation-without-reason"],
    ] as const)
      expect(await proposeAppropriation(by.checker, { ...appropriation(5), ...change }, given)).toMatchObject({
        reason,
      });
    expect(await db().reader.$count(ledgerProposals)).toBe(2);
  });
});

describe("a batch takes the budget up when it is approved, and spends it when it is funded", () => {
  test("1600 + 1100 + 800 are committed with the approval", async () => {
    await settleMonth(db(), by, "2026-07");
    expect(await cityOf()).toMatchObject({ committedFen: 350_000, spentFen: 0, availableFen: 150_000 });
    const [move] = await db().reader.select().from(budgetMoves).where(eq(budgetMoves.kind, "committed"));
    expect(move).toMatchObject({ month: "2026-07", madeBy: by.operator.userId, approvedBy: by.approver.userId });
    expect(await facts()).toEqual([]);
  });

  test("above what is left the approval asks for a reason, and nothing has moved until it has one", async () => {
    const run = await runMonth(by.operator, "2026-08", given);
    if (!run.ok) throw new Error(run.reason);
    const { id } = await batchOf(db(), "2026-08");
    expect(await budgetsFor(auditor, id)).toMatchObject([
      { kept: true, shareFen: 350_000, beforeFen: 150_000, afterFen: -200_000 },
    ]);
    const hash = await hashOf(db(), id);
    await checkSettlement(by.checker, id, hash, given);
    const before = await everything(db());
    expect(await approveSettlement(by.approver, id, hash, given)).toMatchObject({
      reason: "budget-exceeded",
      values: { overFen: 200_000, over: 2000 },
    });
    expect(await approveSettlement(by.approver, id, hash, { ...given, overBudget: "  " })).toMatchObject({
      reason: "budget-exceeded",
    });
    expect(await everything(db())).toEqual(before);
    const twice = await Promise.all(
      [1, 2].map(() => approveSettlement(by.approver, id, hash, { ...given, overBudget: "追加批复在途" })),
    );
    expect(twice.map((one) => (one.ok ? "posted" : one.reason)).sort()).toEqual(["posted", "settlement-posted"]);
    const where = and(eq(auditLog.action, "settlement.approve"), eq(auditLog.entityId, id));
    expect((await db().reader.select().from(auditLog).where(where))[0]?.detail).toMatchObject({
      overBudget: { [CITY]: 200_000 },
      reason: "追加批复在途",
    });
    expect(await cityOf()).toMatchObject({ committedFen: 700_000, availableFen: -200_000 });
    expect((await fundOfYear(auditor, { year: 2026, fund: CITY, now: NOW })).batches).toMatchObject([
      { month: "2026-07", committedFen: 350_000, overReason: "" },
      { month: "2026-08", committedFen: 350_000, overReason: "追加批复在途" },
    ]);
  });

  test("funded, it is spent; a budget is never cut below what is approved", async () => {
    await fund(db(), by.checker, (await batchOf(db(), "2026-07")).id);
    expect(await cityOf()).toMatchObject({ committedFen: 700_000, spentFen: 350_000 });
    const cut = await proposeAppropriation(by.checker, appropriation(-1), given);
    expect(cut).toMatchObject({ reason: "appropriation-below-committed" });
    await enter(300_000);
    expect(await cityOf()).toMatchObject({ appropriatedFen: 800_000, availableFen: 100_000 });
    const proposed = await proposeAppropriation(by.checker, appropriation(-100_000), given);
    expect(proposed).toMatchObject({ ok: true });
    expect(await facts()).toEqual([]);
    // What has been taken up since counts when it is posted.
    await enter(250_000);
    const run = await runMonth(by.operator, "2026-09", given);
    if (!run.ok) throw new Error(run.reason);
    await settleMonth(db(), by, "2026-09");
    expect(await cityOf()).toMatchObject({ availableFen: 0 });
    const late = await approveAppropriation(by.approver, proposed.ok ? proposed.proposalId : "", given);
    expect(late).toMatchObject({ reason: "appropriation-below-committed" });
    expect(
      await rejectAppropriation(by.approver, proposed.ok ? proposed.proposalId : "", "余额不足", given),
    ).toMatchObject({ ok: true });
  });

  test("the year's forecast carries the latest month on and says in which month the money runs out", async () => {
    const city = await cityOf();
    expect(city?.forecast).toMatchObject({ totalFen: 3 * 350_000 + 3 * 350_000, level: "short", runsOutIn: "2026-10" });
    expect(city?.forecast.months.slice(6, 10)).toMatchObject([
      { approvedFen: 350_000 },
      { approvedFen: 350_000 },
      { approvedFen: 350_000, waitingFen: 0 },
      { expectedFen: 350_000 },
    ]);
    await enter(2_000_000);
    expect((await cityOf())?.forecast).toMatchObject({ level: "fine", runsOutIn: null });
    expect((await cityOf(2027))?.forecast).toMatchObject({ level: "unkept", totalFen: 12 * 350_000 });
  });

  test("a commitment made before the budget was kept, or given back, is made good or released when it is spent", async () => {
    const { id, month } = await batchOf(db(), "2026-08");
    const move = { key: "test:release", kind: "committed" as const, fund: CITY, year: 2026, month, amountFen: -50_000 };
    await db().transaction((tx) => moveBudget(tx, [{ ...move, settlementId: id }], { by: "system", now: NOW }));
    await db().transaction((tx) => moveBudget(tx, [{ ...move, settlementId: id }], { by: "system", now: NOW }));
    expect(await cityOf()).toMatchObject({ committedFen: 1_000_000 });
    await fund(db(), by.checker, id);
    expect(await cityOf()).toMatchObject({ committedFen: 1_050_000, spentFen: 700_000 });
    expect(await facts()).toEqual([]);
  });
});

/** Changzhou's scheme from October 2026 on, as if the district bore 40 percent of it: our own invention. */
async function publishShared(): Promise<void> {
  const district = { id: "district-finance", nameZh: "示例区财政", nameEn: "Sample district", percent: 40 };
  const scheme = readScheme("changzhou");
  const funders = [...scheme.funders.map((funder) => ({ ...funder, percent: 60 })), district];
  const content = { ...scheme, version: "2026.shared", funders };
  const row = { schemeId: "changzhou", version: content.version, sequence: 1, fromMonth: "2026-10", content };
  const by = { proposedBy: "a", publishedBy: "b", publishedAt: NOW };
  await db().transaction((tx) =>
    tx.insert(schemeVersions).values({ id: newId(), ...row, contentHash: schemeHash(content), ...by }),
  );
}

test("where city and district share a scheme, each bears its share, pays by itself, and the batch is funded once both have", async () => {
  await publishShared();
  const then = { now: new Date("2026-10-12T02:00:00Z") };
  const run = await runMonth(by.operator, "2026-10", then);
  if (!run.ok) throw new Error(run.reason);
  const { id } = await batchOf(db(), "2026-10");
  const shares = await budgetsFor(auditor, id);
  expect(shares.length).toBe(2);
  // 60 and 40 percent of 1600 + 1100 + 800.
  expect(shares.map((one) => one.shareFen)).toEqual([210_000, 140_000]);
  const hash = await hashOf(db(), id);
  await checkSettlement(by.checker, id, hash, then);
  expect(await approveSettlement(by.approver, id, hash, then)).toMatchObject({ ok: true });
  const pay = (index: number) =>
    recordFunding(
      by.checker,
      {
        settlementId: id,
        fund: shares[index]?.fund.id ?? "",
        amountFen: shares[index]?.shareFen ?? 0,
        paidOn: "2026-10-12",
        reference: `GK-10-${index}`,
      },
      then,
    );
  expect(await pay(0)).toMatchObject({ ok: true, status: "posted" });
  expect(await facts()).toEqual([]);
  const funded = await pay(1);
  expect(funded.ok && funded.status).not.toBe("posted");
  expect(await batchOf(db(), "2026-10")).toMatchObject({ fundedReference: "GK-10-0、GK-10-1" });
  const entries = await db()
    .reader.select()
    .from(ledgerEntries)
    .where(like(ledgerEntries.key, `funding:${id}:%`));
  expect(entries).toHaveLength(2);
  expect(await facts()).toEqual([]);
});

test("what the budget's moves say can never be changed, and a fund that is not known is not found", async () => {
  await expect(db().transaction((tx) => tx.delete(budgetMoves))).rejects.toThrow();
  await expect(db().transaction((tx) => tx.update(budgetMoves).set({ amountFen: 1 }))).rejects.toThrow();
  await expect(fundOfYear(auditor, { year: 2026, fund: "moon", now: NOW })).rejects.toThrow(NotFound);
  await expect(budgetOf(by.operator, { year: 2026 })).rejects.toThrow(Forbidden);
});
