import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { budgetMoves, carriedMoves, leases, outbox, people, settlements } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import { billFor } from "#lib/billing/queries";
import { moneyOf } from "#lib/billing/statement";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { monthSummary } from "#lib/desk/figures";
import { monthFlow } from "#lib/desk/flow";
import { residentFor } from "#lib/desk/person";
import { figuresFor } from "#lib/lab/figures";
import { carriedBalances } from "#lib/subsidy/carried";
import { myCarried } from "#lib/subsidy/carried-queries";
import { approveSettlement, checkSettlement, returnSettlement } from "#lib/subsidy/commands";
import { offsetFor, settlementFor, settlementList } from "#lib/subsidy/queries";
import { myTimeline } from "#lib/subsidy/timeline";
import { correcting, MAY } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, everything, hashOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { batchOf, fund } from "#tests/support/payouts";
import { changedScheme, publishedVersion } from "#tests/support/schemes";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

// Changzhou's scheme with its surplus carried: a master has 500 and 600 a month, and without the rent part 500. The room is
// 900, so a whole month keeps 200 for the next, and a month without the rent part uses them.

const db = freshDatabase();
let by: Officers;
const { draft, post, correct, linesOf, clawbacksOf, booked, wrongFacts } = correcting(db, () => by);
type Talent = Awaited<ReturnType<typeof makeTalent>>;
const who: Record<string, Talent & { leaseId: string }> = {};
const of = (name: string) => {
  const found = who[name];
  if (!found) throw new Error(name);
  return found;
};
const balance = async (name: string): Promise<number> =>
  (await carriedBalances(db().reader, [of(name).personId])).get(of(name).personId)?.changzhou ?? 0;
const offset = (name: string, month: string) => offsetOf(db(), of(name).personId, month);
const homeOf = (name: string, ownsLocalHome: boolean) =>
  db().transaction((tx) =>
    tx
      .update(people)
      .set({ ownsLocalHome })
      .where(eq(people.id, of(name).personId)),
  );
const ownsHome = (name: string, value: boolean, month: string): CorrectionGiven => ({
  ...{ cause: "lateFact", personId: of(name).personId, fact: "ownsLocalHome", value },
  ...{ fromMonth: month, toMonth: month, still: false },
});

async function moveIn(name: string, values: Parameters<typeof makeTalent>[1] = {}, leased: object = {}): Promise<void> {
  const insured = { insuredMonthsAsOf: "2026-02", insuredMonths: 8, firstInsuredOn: "2025-06-01" };
  const talent = await makeTalent(db(), { ...insured, ...values });
  const started = { startsOn: "2026-02-01", registeredOn: "2026-02-01", rentFen: 90000, ...leased };
  who[name] = { ...talent, leaseId: await makeLease(db(), [{ personId: talent.personId }], started) };
}

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  const carrying = changedScheme("changzhou", (json) => {
    json.surplus = "carried";
    json.version = "carried";
  });
  await publishedVersion(db(), carrying, "2026-01");
  for (const name of ["uses", "keeps", "used", "denied", "waits", "stays"]) await moveIn(name);
  await moveIn("leaves", {}, { endsOn: "2026-02-28", status: "ended" as const, endedOn: "2026-02-28" });
  await homeOf("denied", true);
  await settleMonth(db(), by, "2026-02", MAY);
}, 60_000);

describe("two months in a row", () => {
  test("the first keeps what is above the rent: its bill is paid, nothing is paid out, the books owe it", async () => {
    expect(await offset("uses", "2026-02")).toMatchObject({
      ...{ subsidyFen: 110000, offsetFen: 90000, surplusFen: 0, carriedFen: 20000 },
      carried: { changzhou: { beforeFen: 0, fen: 20000 } },
    });
    expect(await billOf(db(), of("uses").personId, "2026-02")).toMatchObject({ offsetFen: 90000 });
    expect(await booked(of("uses").personId, "subsidy-carried", "offset")).toBe(-20000);
    expect(await balance("uses")).toBe(20000);
    const [notice] = await db()
      .reader.select()
      .from(outbox)
      .where(eq(outbox.personId, of("uses").personId));
    expect(notice).toMatchObject({ kind: "subsidy-approved-kept", values: { carried: "200", due: "0" } });
    expect(await wrongFacts()).toEqual([]);
  });

  test("the second uses it; the city bears what it grants in each month and nothing twice", async () => {
    for (const name of ["uses", "used", "leaves"]) await homeOf(name, true);
    await settleMonth(db(), by, "2026-03", MAY);
    expect(await offset("uses", "2026-03")).toMatchObject({
      ...{ subsidyFen: 50000, offsetFen: 70000, surplusFen: 0, carriedFen: -20000 },
      carried: { changzhou: { beforeFen: 20000, fen: -20000 } },
    });
    expect(await billOf(db(), of("uses").personId, "2026-03")).toMatchObject({ offsetFen: 70000 });
    expect([await balance("uses"), await balance("keeps"), await balance("leaves")]).toEqual([0, 40000, 20000]);
    const batch = await batchOf(db(), "2026-03");
    const moves = await db().reader.select().from(budgetMoves).where(eq(budgetMoves.settlementId, batch.id));
    const { totals } = await settlementFor(by.checker, batch.id);
    expect(moves.reduce((sum, move) => sum + move.amountFen, 0)).toBe(totals.subsidyFen);
    expect(totals).toMatchObject({ keptFen: 60000, drawnFen: 40000, surplusFen: 0 });
    const listed = (await settlementList(by.checker)).find((one) => one.id === batch.id);
    expect(listed).toMatchObject({ keptFen: 60000, drawnFen: 40000, subsidyFen: totals.subsidyFen });
    expect(totals.subsidyFen + totals.drawnFen).toBe(totals.offsetFen + totals.surplusFen + totals.keptFen);
    // All of it was netted or kept, so that nothing waits to be paid out once public finance has paid.
    expect(await fund(db(), by.checker, batch.id, MAY, "2026-05-06")).toBe("closed");
    expect(await wrongFacts()).toEqual([]);
  });

  test("everybody sees the same: the bill, the timeline, the statement, the month and its flow", async () => {
    const { personId } = of("uses");
    const bill = await billFor(of("uses"), (await billOf(db(), personId, "2026-03")).id, MAY);
    expect(bill.subsidy).toMatchObject({ offsetFen: 70000, carriedFen: -20000 });
    expect(bill.subsidy?.parts.map((part) => part.grantedFen)).toEqual([50000, 0]);
    const [march, february] = await myTimeline(of("uses"));
    expect(february?.steps.map(({ key, amountFen }) => [key, amountFen])).toContainEqual(["kept", 20000]);
    expect(march?.steps.map(({ key, amountFen }) => [key, amountFen])).toContainEqual(["netted", 70000]);
    const { moves } = await moneyOf(personId);
    expect(moves.filter((move) => move.kind === "offset").map((move) => move.carriedFen)).toEqual([-20000, 20000]);
    expect([await myCarried(of("uses")), await myCarried(of("keeps"))]).toEqual([0, 40000]);
    const { sums } = await monthSummary(by.checker, "2026-03");
    expect(sums).toMatchObject({ kept: 60000, drawn: 40000, surplus: 0 });
    const { support } = await monthFlow(by.checker, "2026-03");
    for (const node of support.nodes.filter(({ id }) => id.startsWith("class:"))) {
      const sum = (side: "from" | "to") =>
        support.links.reduce((fen, link) => (link[side] === node.id ? fen + link.fen : fen), 0);
      expect(sum("to")).toBe(sum("from"));
    }
    const { carried } = await residentFor(by.checker, of("leaves").personId);
    expect(carried).toEqual({ changzhou: 20000 });
    const line = await offsetFor(by.checker, (await offset("uses", "2026-03")).id);
    expect(line.carried).toEqual({ changzhou: { beforeFen: 20000, fen: -20000 } });
  });

  test("run again, a month ends in the same rows; what was kept or used is never changed", async () => {
    const before = await everything(db());
    expect(await runMonth(by.operator, "2026-03", { now: MAY })).toMatchObject({ ok: true });
    expect(await everything(db())).toEqual(before);
    await expect(db().transaction((tx) => tx.delete(carriedMoves))).rejects.toThrow();
    await expect(db().transaction((tx) => tx.update(carriedMoves).set({ amountFen: 1 }))).rejects.toThrow();
  });
});

describe("a month that is corrected after later ones were posted", () => {
  test("owes what it kept and the next month has used; the next month stands as it was", async () => {
    const before = await offset("used", "2026-03");
    const id = await correct(ownsHome("used", true, "2026-02"));
    const [line, ...others] = await linesOf(id);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      ...{ subsidyBeforeFen: 110000, subsidyAfterFen: 50000, offsetAfterFen: 50000, carriedBeforeFen: 20000 },
      ...{ carriedAfterFen: 0, moved: { claimFen: 60000 } },
    });
    expect(await balance("used")).toBe(0);
    expect(await clawbacksOf(of("used").personId)).toMatchObject([{ amountFen: 60000 }]);
    expect(await offset("used", "2026-03")).toEqual(before);
    expect(await wrongFacts()).toEqual([]);
  });

  test("gives back what it kept where that still stands, and claims only the rest", async () => {
    const [line] = await linesOf(await correct(ownsHome("keeps", true, "2026-02")));
    expect(line?.moved).toEqual({ unkeptFen: 20000, claimFen: 40000 });
    expect(await balance("keeps")).toBe(20000);
    expect(await booked(of("keeps").personId, "subsidy-carried")).toBe(20000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("keeps more where more should have been granted; what it uses is what it saw then", async () => {
    expect(await balance("denied")).toBe(0);
    const [line] = await linesOf(await correct(ownsHome("denied", false, "2026-02")));
    expect(line?.moved).toEqual({ creditFen: 40000, keptFen: 20000 });
    expect(await balance("denied")).toBe(20000);
    // March of another person, who used 200 in it: with the whole support nothing of them was needed.
    const [again] = await linesOf(await correct(ownsHome("uses", false, "2026-03")));
    expect(again).toMatchObject({ carriedBeforeFen: -20000, carriedAfterFen: 20000, offsetAfterFen: 90000 });
    expect(again?.moved).toEqual({ creditFen: 20000, keptFen: 40000 });
    expect(await balance("uses")).toBe(40000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a correction of a correction comes back to where it began", async () => {
    await correct(ownsHome("denied", true, "2026-02"));
    expect(await balance("denied")).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("months out of order", () => {
  test("a batch whose people carry something else by now is run again before anybody checks or approves it", async () => {
    await homeOf("waits", true);
    const run = await runMonth(by.operator, "2026-04", { now: MAY });
    if (!run.ok) throw new Error(run.reason);
    const [id = ""] = run.settlementIds;
    expect((await offset("waits", "2026-04")).carried).toEqual({ changzhou: { beforeFen: 40000, fen: -40000 } });
    await correct(ownsHome("waits", true, "2026-02"));
    const check = async () => checkSettlement(by.checker, id, await hashOf(db(), id), { now: MAY });
    const approve = async () => approveSettlement(by.approver, id, await hashOf(db(), id), { now: MAY });
    expect(await check()).toMatchObject({ ok: false, reason: "settlement-carried-changed" });
    await runMonth(by.operator, "2026-04", { now: MAY });
    expect((await offset("waits", "2026-04")).carried).toEqual({ changzhou: { beforeFen: 20000, fen: -20000 } });
    expect(await check()).toMatchObject({ ok: true });
    await correct(ownsHome("waits", true, "2026-03"));
    expect(await approve()).toMatchObject({ ok: false, reason: "settlement-carried-changed" });
    expect(await db().reader.$count(carriedMoves, eq(carriedMoves.month, "2026-04"))).toBe(0);
    await returnSettlement(by.approver, id, "结转余额已变", { now: MAY });
    await runMonth(by.operator, "2026-04", { now: MAY });
    expect((await offset("waits", "2026-04")).carried).toEqual({});
    expect(await check()).toMatchObject({ ok: true });
    const hash = await hashOf(db(), id);
    const both = await Promise.all(
      [by.approver, by.approver].map((one) => approveSettlement(one, id, hash, { now: MAY })),
    );
    expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a correction that was drafted before is posted by what stands now", async () => {
    const id = await draft(ownsHome("stays", true, "2026-02"));
    expect(await balance("stays")).toBe(60000);
    expect(await post(id)).toMatchObject({ ok: true });
    expect(await balance("stays")).toBe(40000);
    expect(await wrongFacts()).toEqual([]);
  });
});

test("who has left keeps what stands, and uses it with the next lease", async () => {
  expect(await balance("leaves")).toBe(20000);
  const [lease] = await db()
    .reader.select()
    .from(leases)
    .where(eq(leases.id, of("leaves").leaseId));
  expect(lease?.status).toBe("ended");
  const started = { startsOn: "2026-05-01", registeredOn: "2026-05-01", rentFen: 90000, unitId: "b01-0103" };
  await makeLease(db(), [{ personId: of("leaves").personId }], started);
  await settleMonth(db(), by, "2026-05", MAY);
  expect(await offset("leaves", "2026-05")).toMatchObject({ subsidyFen: 50000, offsetFen: 70000, carriedFen: -20000 });
  expect(await balance("leaves")).toBe(0);
  expect(await wrongFacts()).toEqual([]);
});

test("the lab begins with what people carry, and may be asked for a scheme that carries", async () => {
  const live = { kind: "live" as const };
  const figures = await figuresFor(by.checker, { before: live, after: live }, MAY);
  expect(figures).toMatchObject({ ok: true });
  const batches = await db().reader.select().from(settlements).where(eq(settlements.status, "draft"));
  expect(batches).toEqual([]);
});
