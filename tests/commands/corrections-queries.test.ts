import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { corrections, ledgerEntries, periods } from "#db/schema";
import { myBills } from "#lib/billing/queries";
import { myMoney } from "#lib/billing/statement";
import { correctionsOfBill } from "#lib/corrections/bill-corrections";
import { clawbackFor, clawbackList, myClawbacks } from "#lib/corrections/clawback-queries";
import { planClawback } from "#lib/corrections/clawbacks";
import { billedBeyond } from "#lib/corrections/due";
import { correctionFor, correctionList, correctionSheet, dueCorrections } from "#lib/corrections/queries";
import { peopleToCorrect, personToCorrect } from "#lib/corrections/start-queries";
import { writeOffList, writeOffsOf } from "#lib/corrections/write-off-queries";
import { proposeWriteOff } from "#lib/corrections/write-offs";
import { officerQueue } from "#lib/desk/queue";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import { correcting, MAY, publishRentAmounts } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
let auditor: Awaited<ReturnType<typeof makeStaff>>;
const { draft, post, correct, pay, wrongFacts } = correcting(db, () => by);
type Talent = Awaited<ReturnType<typeof makeTalent>>;
const who: { owner: Talent; bachelor: Talent; leaver: Talent } = {} as never;
const leases: Record<string, string> = {};

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  auditor = await makeStaff(db(), "auditor");
  const insured = { insuredMonthsAsOf: "2026-02", insuredMonths: 8, firstInsuredOn: "2025-06-01" };
  who.owner = await makeTalent(db(), insured);
  who.bachelor = await makeTalent(db(), { ...insured, degree: "bachelor" });
  who.leaver = await makeTalent(db(), insured);
  for (const [name, { personId }] of Object.entries(who)) {
    leases[name] = await makeLease(db(), [{ personId }], { startsOn: "2026-01-01", registeredOn: "2026-01-05" });
  }
  for (const month of ["2026-03", "2026-04"]) await settleMonth(db(), by, month, MAY);
  for (const month of ["2026-03", "2026-04"]) await pay(who.leaver.personId, month, 35000);
}, 60_000);

const home = (fromMonth = "2026-03") => ({
  cause: "lateFact" as const,
  personId: who.owner.personId,
  fact: "ownsLocalHome",
  value: true,
  fromMonth,
  toMonth: "2026-04",
  still: false,
});

test("a draft shows what it would come to, by month and class, why, and whose turn it is", async () => {
  const id = await draft(home());
  const view = await correctionFor(by.approver, id);
  expect(view).toMatchObject({
    status: "draft",
    mine: true,
    said: { personName: who.owner.name, fact: "ownsLocalHome" },
  });
  expect(view.totals).toMatchObject({ people: 1, months: 2, subsidyFen: -120000, claimFen: 120000, creditFen: 0 });
  expect(view.byMonth).toMatchObject([
    { month: "2026-03", people: 1, subsidyFen: -60000 },
    { month: "2026-04", people: 1, subsidyFen: -60000 },
  ]);
  expect(view.byClass).toMatchObject([{ key: "changzhou/master", subsidyFen: -120000 }]);
  expect(view.lines[0]?.reasons).toEqual([
    { kind: "fact", fact: "ownsLocalHome", before: false, after: true },
    { kind: "failed", code: "changzhou/rent:no-local-home" },
  ]);
  expect((await correctionFor(by.checker, id)).mine).toBe(false);
  expect((await correctionFor(by.checker, id, { filter: "credits" })).found).toBe(0);
  expect((await correctionFor(by.checker, id, { q: who.owner.name ?? "" })).found).toBe(2);
  expect((await correctionFor(by.checker, id, { q: "nobody" })).found).toBe(0);
  expect((await officerQueue(by.approver, MAY)).mine.map((one) => one.kind)).toContain("correction");
  expect((await officerQueue(by.checker, MAY)).others.map((one) => one.kind)).toContain("correction");
  await expect(correctionFor(by.operator, id)).rejects.toThrow(Forbidden);
  await expect(correctionFor(auditor, newId())).rejects.toThrow(NotFound);
  await post(id);
  expect((await correctionFor(auditor, id)).totals).toMatchObject({ claimFen: 120000 });
  expect((await correctionSheet(auditor, id)).lines).toHaveLength(2);
  expect(await correctionList(auditor)).toMatchObject([{ people: 1, months: 2, subsidyFen: -120000, mine: false }]);
});

test("whoever pays support back sees their own claim with its months and reason, and nobody else's", async () => {
  const [clawback] = await myClawbacks(who.owner);
  const id = clawback?.id ?? "";
  expect(clawback).toMatchObject({ restFen: 120000, status: "claimed" });
  const view = await clawbackFor(who.owner, id, MAY);
  expect(view.correction?.months).toMatchObject([
    { month: "2026-03", subsidyBeforeFen: 110000, subsidyAfterFen: 50000, claimFen: 60000 },
    { month: "2026-04", claimFen: 60000 },
  ]);
  expect(view).toMatchObject({ restFen: 120000, earliest: "2026-05", writeOff: null });
  await expect(clawbackFor(who.bachelor, id, MAY)).rejects.toThrow(NotFound);
  await expect(clawbackFor(by.operator, id, MAY)).rejects.toThrow(Forbidden);
  expect(await myClawbacks(who.bachelor)).toEqual([]);
  const plan = { monthlyLimitFen: 50000, fromMonth: "2026-05", reason: "按月退还" };
  await planClawback(by.checker, id, plan, { now: MAY });
  expect(await clawbackList(by.approver)).toMatchObject([{ id, status: "proposed", mine: true, left: false }]);
  expect((await officerQueue(by.approver, MAY)).mine.map((one) => one.kind)).toContain("clawback");
});

test("a resident's bill and money name the correction, its month and why; another's bill is not to be had", async () => {
  const bill = await billOf(db(), who.owner.personId, "2026-03");
  expect(await correctionsOfBill(who.owner, bill)).toMatchObject([
    { reason: "核查后更正", subsidyBeforeFen: 110000, subsidyAfterFen: 50000, moved: { claimFen: 60000 } },
  ]);
  await expect(correctionsOfBill(who.bachelor, bill)).rejects.toThrow(NotFound);
  const { moves } = await myMoney(who.owner);
  const corrected = moves.filter((move) => move.correction !== null);
  expect(corrected.map((move) => [move.month, move.claimFen, move.billId])).toContainEqual(["2026-03", 60000, bill.id]);
  expect(corrected[0]?.correction).toMatchObject({
    reason: "核查后更正",
    no: expect.stringMatching(/^GZ\d{6}-\d{4}$/),
  });
  expect((await myBills(who.owner, MAY)).find((one) => one.id === bill.id)?.subsidyFen).toBe(50000);
});

test("a lease that was billed beyond its last day is listed as due until it is corrected, and its page says so", async () => {
  const leaseId = leases.leaver ?? "";
  await checkOut(by.operator, leaseId, { on: "2026-03-31", toService: "vacant" }, { now: MAY });
  const due = await dueCorrections(by.checker);
  expect(due).toMatchObject([
    { cause: "earlyLeaver", leaseId, endedOn: "2026-03-31", months: ["2026-04"], draftNo: null },
  ]);
  const lease = { id: leaseId, endedOn: "2026-03-31" };
  expect(await billedBeyond(by.operator, lease)).toEqual(["2026-04"]);
  const id = await draft({ cause: "earlyLeaver", leaseId, endedOn: "2026-03-31" });
  const [row] = await db().reader.select().from(corrections).where(eq(corrections.id, id));
  expect(await dueCorrections(by.checker)).toMatchObject([{ draftNo: row?.correctionNo }]);
  expect((await correctionFor(by.checker, id)).lines[0]?.reasons).toEqual([{ kind: "left", toOn: "2026-03-31" }]);
  await post(id);
  expect(await dueCorrections(by.checker)).toEqual([]);
  expect(await billedBeyond(by.operator, lease)).toEqual([]);
});

test("a version that decides past months is due with how many months and people it reaches, until it is posted", async () => {
  const version = await publishRentAmounts(db(), "2026-04", { doctor: 80000, master: 60000, bachelor: 60000 });
  expect(await dueCorrections(by.checker)).toMatchObject([
    {
      cause: "schemeChange",
      schemeId: "changzhou",
      version,
      months: 3,
      people: 3,
      fromMonth: "2026-04",
      draftNo: null,
    },
  ]);
  const id = await draft({ cause: "schemeChange", schemeId: "changzhou", version });
  expect((await correctionFor(by.checker, id)).lines).toMatchObject([
    { month: "2026-04", subsidyFen: 10000, reasons: [{ kind: "version", scheme: "changzhou", after: version }] },
  ]);
  await post(id);
  expect(await dueCorrections(by.checker)).toEqual([]);
  expect(await wrongFacts()).toEqual([]);
});

test("a correction is begun from a name or a lease, and shows the person's months as they stand", async () => {
  const found = await peopleToCorrect(by.checker, who.owner.name ?? "");
  expect(found.map((row) => row.personId)).toEqual([who.owner.personId]);
  expect(await peopleToCorrect(by.checker, " ")).toEqual([]);
  const person = await personToCorrect(by.checker, who.owner.personId);
  expect(person.months.map((bill) => [bill.month, bill.subsidyFen, bill.sequence])).toEqual([
    ["2026-04", 50000, 1],
    ["2026-03", 50000, 1],
  ]);
  await expect(personToCorrect(by.operator, who.owner.personId)).rejects.toThrow(Forbidden);
  await expect(personToCorrect(by.checker, newId())).rejects.toThrow(NotFound);
});

test("write-offs that wait stand first, with whose signature they need", async () => {
  const bill = await billOf(db(), who.owner.personId, "2026-03");
  const given = { writeOffId: newId(), billId: bill.id, amountFen: 5000, reason: "失联" };
  expect(await proposeWriteOff(by.checker, given, { now: MAY })).toMatchObject({ ok: true });
  expect(await writeOffList(by.approver)).toMatchObject([
    { status: "waiting", mine: true, amountFen: 5000, leftFen: 35000 },
  ]);
  expect(await writeOffList(by.checker)).toMatchObject([{ mine: false }]);
  expect(await writeOffsOf(by.operator, bill.id)).toMatchObject([{ amountFen: 5000, waiting: true }]);
  expect((await officerQueue(by.approver, MAY)).mine.map((one) => one.kind)).toContain("writeOff");
});

test("what is corrected after its own month's books were closed is booked in the next open one", async () => {
  const closed = { status: "closed" as const, closedBy: by.checker.userId, closedAt: MAY };
  await db().transaction((tx) =>
    tx.insert(periods).values(["2026-04", "2026-05"].map((month) => ({ month, ...closed }))),
  );
  await correct({ ...home("2026-04"), value: false });
  const rows = await db().reader.select().from(ledgerEntries).where(eq(ledgerEntries.kind, "correction"));
  const last = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(-1);
  expect(last).toMatchObject({ month: "2026-06", effectiveOn: "2026-04-01" });
  expect(await wrongFacts()).toEqual([]);
});
