import { and, asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, offsets, outbox, people, settlements } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import { Forbidden, NotFound } from "#lib/errors";
import { ledgerFacts } from "#lib/ledger/queries";
import { approveSettlement, checkSettlement, returnSettlement } from "#lib/subsidy/commands";
import { holdLines, releaseLines } from "#lib/subsidy/holding";
import { settlementFor } from "#lib/subsidy/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { hashOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { batchOf } from "#tests/support/payouts";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const given = { now: NOW };
const MONTH = "2026-09";
let by: Officers;
const persons: Record<string, string> = {};

async function tenant(name: string, values: Parameters<typeof makeTalent>[1], unitId: string, startsOn = "2026-03-01") {
  const { personId } = await makeTalent(db(), values);
  persons[name] = personId;
  await makeLease(db(), [{ personId }], { unitId, startsOn });
}
const personOf = (name: string) => persons[name] ?? "";
const batches = async () =>
  db().reader.select().from(settlements).where(eq(settlements.month, MONTH)).orderBy(asc(settlements.sequence));
const lineOf = (name: string) => offsetOf(db(), personOf(name), MONTH);
const first = () => batchOf(db(), MONTH);

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  await tenant("doctor", { degree: "doctor" }, "b01-0102");
  await tenant("master", {}, "b01-0202");
  await tenant("bachelor", { degree: "bachelor" }, "b02-0102");
  await tenant("owner", { ownsLocalHome: true }, "b02-0202");
  await settleMonth(db(), by, "2026-08");
  // A stopped one and a new one, against August.
  await db().transaction((tx) =>
    tx
      .update(people)
      .set({ insuredMonths: 2 })
      .where(eq(people.id, personOf("bachelor"))),
  );
  await tenant("fresh", {}, "b02-0302", "2026-09-01");
  await runMonth(by.operator, MONTH, given);
});

const seen = async (sequence = 1) => {
  const { id } = await batchOf(db(), MONTH, sequence);
  return { settlementId: id, seenHash: await hashOf(db(), id) };
};
const hold = async (names: string[], reason = "备案号待核实", sequence = 1) =>
  holdLines(
    by.checker,
    {
      ...(await seen(sequence)),
      offsetIds: await Promise.all(names.map(async (name) => (await lineOf(name)).id)),
      reason,
    },
    given,
  );

describe("filters of a batch combine", () => {
  test("class, building, change, reason and text, each counted beside the others", async () => {
    const { id } = await first();
    const found = async (filter: Parameters<typeof settlementFor>[2]) =>
      (await settlementFor(by.checker, id, filter)).lines.map((line) => line.personId).sort();
    expect(await found({ buildingNo: 2 })).toEqual(["bachelor", "fresh", "owner"].map(personOf).sort());
    expect(await found({ buildingNo: 2, change: "stopped" })).toEqual([personOf("bachelor")]);
    expect(await found({ change: "new" })).toEqual([personOf("fresh")]);
    expect(await found({ schemeClass: "changzhou/doctor" })).toEqual([personOf("doctor")]);
    expect(await found({ reason: "no-local-home", view: "eligible" })).toEqual([personOf("owner")]);
    expect(await found({ reason: "no-local-home", buildingNo: 1 })).toEqual([]);
    const { facets, counts } = await settlementFor(by.checker, id, { buildingNo: 2, change: "stopped" });
    expect(facets.buildings).toEqual([[2, 1]]);
    expect(Object.fromEntries(facets.changes)).toEqual({ new: 1, same: 1, stopped: 1 });
    expect(counts).toMatchObject({ all: 1, not: 1, eligible: 0, held: 0 });
  });

  test("what changed stands first", async () => {
    const { lines } = await settlementFor(by.checker, (await first()).id);
    expect(lines.slice(0, 2).map((line) => line.change)).toEqual(["stopped", "new"]);
  });
});

describe("lines are held back", () => {
  test("not without a reason, nobody, everybody, a stale page or anybody but an officer", async () => {
    expect(await hold(["master"], "  ")).toMatchObject({ reason: "hold-without-reason" });
    expect(await hold([])).toMatchObject({ reason: "hold-nobody" });
    const all = { ...(await seen()), filter: { view: "all" as const }, reason: "x" };
    expect(await holdLines(by.checker, all, given)).toMatchObject({ reason: "hold-everybody" });
    const stale = { ...all, filter: { view: "not" as const }, seenHash: "0".repeat(64) };
    expect(await holdLines(by.checker, stale, given)).toMatchObject({ reason: "settlement-changed" });
    await expect(holdLines(by.operator, all, given)).rejects.toThrow(Forbidden);
    await expect(holdLines(by.checker, { ...all, settlementId: "nowhere" }, given)).rejects.toThrow(NotFound);
    expect(await batches()).toHaveLength(1);
  });

  test("they go to a further batch, the hash changes, and what the page showed before is not checked any more", async () => {
    const { settlementId, seenHash } = await seen();
    expect(await hold(["master"])).toMatchObject({ ok: true, lines: 1 });
    expect(await checkSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({
      reason: "settlement-changed",
    });
    const further = await batchOf(db(), MONTH, 2);
    expect(further).toMatchObject({ status: "draft", madeBy: by.operator.userId });
    expect(await lineOf("master")).toMatchObject({
      settlementId: further.id,
      heldBy: by.checker.userId,
      heldReason: "备案号待核实",
    });
    const told = and(eq(outbox.personId, personOf("master")), eq(outbox.kind, "subsidy-held"));
    expect((await db().reader.select().from(outbox).where(told))[0]?.values).toEqual({
      month: MONTH,
      reason: "备案号待核实",
    });
  });

  test("in bulk over what a filter finds; more lines go to the same further batch; who gets nothing is not told", async () => {
    const chosen = { ...(await seen()), filter: { view: "not" as const }, reason: "社保中断待核实" };
    expect(await holdLines(by.approver, chosen, given)).toMatchObject({ ok: true, lines: 1 });
    expect(await batches()).toHaveLength(2);
    expect((await lineOf("bachelor")).settlementId).toBe((await batchOf(db(), MONTH, 2)).id);
    const told = and(eq(outbox.personId, personOf("bachelor")), eq(outbox.kind, "subsidy-held"));
    expect(await db().reader.$count(outbox, told)).toBe(0);
  });

  test("two officers who hold the same line at once hold it once", async () => {
    const line = { ...(await seen()), offsetIds: [(await lineOf("fresh")).id], reason: "重复" };
    const both = await Promise.all([by.checker, by.approver].map((one) => holdLines(one, line, given)));
    expect(both.map((one) => (one.ok ? "held" : one.reason)).sort()).toEqual(["held", "settlement-changed"]);
  });

  test("a batch of held lines is not checked before they are released", async () => {
    const { settlementId, seenHash } = await seen(2);
    expect(await checkSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({
      reason: "settlement-has-held",
      values: { count: 3 },
    });
  });

  test("running the month again keeps what is held where it is, and puts late contracts elsewhere", async () => {
    await tenant("late", {}, "b01-0302", "2026-09-01");
    await db().transaction((tx) =>
      tx
        .update(people)
        .set({ ownsLocalHome: true })
        .where(eq(people.id, personOf("master"))),
    );
    expect(await runMonth(by.operator, MONTH, given)).toMatchObject({ ok: true, newBills: 1, decided: 2 });
    expect(await lineOf("master")).toMatchObject({
      settlementId: (await batchOf(db(), MONTH, 2)).id,
      heldBy: by.checker.userId,
      subsidyFen: 50000,
    });
    expect((await lineOf("late")).settlementId).toBe((await first()).id);
  });

  test("released while the first batch is a draft, a line goes back into it", async () => {
    const line = { ...(await seen(2)), offsetIds: [(await lineOf("fresh")).id] };
    expect(await releaseLines(by.approver, line, given)).toMatchObject({ ok: true, lines: 1 });
    expect(await lineOf("fresh")).toMatchObject({ settlementId: (await first()).id, heldBy: null, heldReason: null });
    expect(await releaseLines(by.approver, { ...(await seen(2)), offsetIds: line.offsetIds }, given)).toMatchObject({
      reason: "release-nobody",
    });
  });
});

describe("the rest goes on without them", () => {
  test("the first batch is checked and approved; a checked or posted batch holds nothing back any more", async () => {
    const { settlementId, seenHash } = await seen();
    expect(await checkSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({ ok: true });
    expect(await hold(["doctor"])).toMatchObject({ reason: "settlement-not-draft" });
    expect(await approveSettlement(by.approver, settlementId, seenHash, given)).toMatchObject({ ok: true });
    expect(await hold(["doctor"])).toMatchObject({ reason: "settlement-not-draft" });
    expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  });

  test("released afterwards, the lines are a batch of their own that two officers take through", async () => {
    const all = { ...(await seen(2)), filter: { view: "held" as const } };
    expect(await releaseLines(by.approver, all, given)).toMatchObject({ ok: true, lines: 2 });
    const { settlementId, seenHash } = await seen(2);
    // Whoever held the lines back made nothing of what they say: the month's run did.
    expect(await checkSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({ ok: true });
    expect(await approveSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({
      reason: "checker-cannot-approve",
    });
    expect(await returnSettlement(by.approver, settlementId, "再看", given)).toMatchObject({ ok: true });
    expect(await checkSettlement(by.checker, settlementId, seenHash, given)).toMatchObject({ ok: true });
    expect(await approveSettlement(by.approver, settlementId, seenHash, given)).toMatchObject({ ok: true });
    expect((await lineOf("master")).heldBy).toBeNull();
    const notes = await db().reader.select().from(auditLog).where(eq(auditLog.action, "settlement.hold"));
    expect(notes.filter((note) => note.detail.reason === "备案号待核实")).toHaveLength(1);
    expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  });

  test("a further batch that is emptied by a release is taken away", async () => {
    await tenant("x", {}, "b01-0103", "2026-09-01");
    await tenant("y", {}, "b01-0203", "2026-09-01");
    await runMonth(by.operator, MONTH, given);
    expect(await hold(["x"], "看看", 3)).toMatchObject({ ok: true });
    expect(await batches()).toHaveLength(4);
    const line = { ...(await seen(4)), offsetIds: [(await lineOf("x")).id] };
    expect(await releaseLines(by.checker, line, given)).toMatchObject({
      ok: true,
      settlementId: (await batchOf(db(), MONTH, 3)).id,
    });
    expect(await batches()).toHaveLength(3);
    expect(await db().reader.$count(offsets, eq(offsets.month, MONTH))).toBe(8);
  });
});
