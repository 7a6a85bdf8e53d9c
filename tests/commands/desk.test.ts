import { and, eq } from "drizzle-orm";
import { readSheet } from "read-excel-file/universal";
import { beforeAll, expect, test } from "vitest";
import { auditLog } from "#db/schema";
import type { Actor } from "#lib/actor";
import { recordPayment, runMonth } from "#lib/billing/commands";
import { proposeRefund } from "#lib/billing/refunds";
import { addDays, dayAt } from "#lib/days";
import { arrearsExport, monthExport, netRentExport, settlementExport } from "#lib/desk/exports";
import { billedMonths, monthLines, monthList, monthSummary } from "#lib/desk/figures";
import { monthFlow } from "#lib/desk/flow";
import { netRents } from "#lib/desk/net-rent";
import { residentFor, residents, statementExport } from "#lib/desk/person";
import { officerQueue } from "#lib/desk/queue";
import { monthReport } from "#lib/desk/report";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { type SheetCell, xlsxOf } from "#lib/sheets";
import { checkFacts, checkMine } from "#lib/subsidy/check";
import { checkSettlement } from "#lib/subsidy/commands";
import { billTimeline, myTimeline } from "#lib/subsidy/timeline";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, everything, hashOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
const people: Record<string, string> = {};
const MONTH = "2026-09";
const DAY_MS = 86_400_000;

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  const cast = { doctor: "doctor", master: "master", bachelor: "bachelor", none: null } as const;
  for (const [key, degree] of Object.entries(cast)) {
    const { personId } = await makeTalent(db(), { degree, name: key === "none" ? "=HYPERLINK(1)" : `人${key}` });
    people[key] = personId;
    await makeLease(db(), [{ personId }], {
      unitId: `b01-010${Object.keys(people).length}`.replace("0104", "0201"),
    });
  }
  await settleMonth(db(), by, "2026-08");
  const run = await runMonth(by.operator, MONTH, { now: NOW });
  if (!run.ok) throw new Error(run.reason);
});

const given = { name: (one: { nameEn: string }) => one.nameEn, noClass: "none", now: NOW };

const queueOf = async (actor: Actor, now = NOW) => {
  const { mine, others } = await officerQueue(actor, now);
  const of = (all: typeof mine, kind: string) => all.find((one) => one.kind === kind);
  return {
    kinds: mine.map((one) => one.kind),
    mine: (kind: string) => of(mine, kind),
    others: (kind: string) => of(others, kind),
  };
};

test("a batch waits for any officer, overdue from the third working day on; once checked, for the other one", async () => {
  const check = async (now: Date) => (await queueOf(by.checker, now)).mine("settlementCheck");
  // Thursday the 10th + 3 working days.
  expect(await check(NOW)).toMatchObject({
    values: { month: MONTH, sequence: 1 },
    urgency: "open",
    dueOn: "2026-09-15",
  });
  expect((await check(later(5 * DAY_MS)))?.urgency).toBe("today");
  expect((await check(later(6 * DAY_MS)))?.urgency).toBe("overdue");
  const { settlementId } = await offsetOf(db(), people.master ?? "", MONTH);
  expect(await checkSettlement(by.checker, settlementId, await hashOf(db(), settlementId), { now: NOW })).toMatchObject(
    {
      ok: true,
    },
  );
  const [checker, approver] = [await queueOf(by.checker), await queueOf(by.approver)];
  expect([checker.mine("settlementApproval"), checker.mine("settlementCheck")]).toEqual([undefined, undefined]);
  expect(checker.others("settlementApproval")).toMatchObject({ byId: by.checker.userId });
  expect(approver.mine("settlementApproval")).toMatchObject({ dueOn: "2026-09-14" });
});

test("what is approved waits for the money, until public finance has paid it", async () => {
  const { mine } = await queueOf(by.checker);
  const { settlementId } = await offsetOf(db(), people.master ?? "", "2026-08");
  expect(mine("settlementFunding")).toMatchObject({ id: settlementId, amountFen: 350_000, dueOn: "2026-09-24" });
});

test("refunds stand in the same queue, the most urgent first, and never before who proposed them", async () => {
  const bill = await billOf(db(), people.doctor ?? "", "2026-08");
  const paid = { billId: bill.id, amountFen: 5000, paidOn: "2026-09-08", method: "cash" as const, reference: "D1" };
  expect(await recordPayment(by.operator, { ...paid, rest: "credit" }, { now: NOW })).toMatchObject({ ok: true });
  const refund = { refundId: newId(), personId: people.doctor ?? "", amountFen: 5000, reason: "多缴" };
  await proposeRefund(by.operator, refund, { now: later(-20 * DAY_MS) });
  const { kinds, mine } = await queueOf(by.approver);
  expect(kinds.slice(0, 2)).toEqual(["refund", "settlementApproval"]);
  expect(mine("refund")).toMatchObject({ urgency: "overdue", amountFen: 5000, byName: by.operator.name });
  await expect(officerQueue(by.operator, NOW)).rejects.toThrow(Forbidden);
  const auditor = await makeStaff(db(), "auditor");
  expect((await officerQueue(auditor, NOW)).mine).toEqual([]);
});

test("every figure of a month opens to the rows that sum to it, down to one person's decision", async () => {
  const summary = await monthSummary(by.checker, MONTH);
  // 1000 + 1450 + 1900 + 1000 of rent shares; a doctor 1600, a master 1100, a bachelor 800.
  expect(summary.sums).toMatchObject({ people: 4, granted: 3, subsidy: 350_000 });
  expect(summary.inBooks).toBe(false);
  expect(summary.parts.map((part) => [part.ref, part.people, part.amountFen])).toEqual([
    ["changzhou/living", 3, 160_000],
    ["changzhou/rent", 3, 190_000],
  ]);
  const byClass = await monthLines(by.checker, MONTH, { figure: "subsidy", by: "class" });
  expect(byClass.groups.map((group) => [group.key, group.sums.subsidy])).toEqual([
    ["doctor", 160_000],
    ["master", 110_000],
    ["bachelor", 80_000],
  ]);
  const one = await monthLines(by.checker, MONTH, { class: "master", part: "changzhou/rent", by: "people" });
  expect([one.found, one.partFen, one.rows[0]?.personId]).toEqual([1, 60_000, people.master]);
  expect(one.rows[0]?.decision?.offsetId).toBe((await offsetOf(db(), people.master ?? "", MONTH)).id);
  const none = await monthLines(by.checker, MONTH, { class: "nobody", by: "people" });
  expect([none.found, none.sums.rent]).toEqual([0, 0]);
  await expect(monthSummary(by.checker, "2020-01")).rejects.toThrow(NotFound);
  await expect(monthSummary(by.operator, MONTH)).rejects.toThrow(Forbidden);
  expect(await billedMonths(by.checker)).toEqual([MONTH, "2026-08"]);
  const listed = (await monthList(by.checker)).find((row) => row.month === MONTH);
  expect([listed?.people, listed?.rentFen]).toEqual([4, summary.sums.rent]);
});

test("the month as a flow begins with the funds and ends in rent and payouts", async () => {
  const flow = await monthFlow(by.checker, MONTH);
  const end = (id: string) => flow.support.nodes.find((node) => node.id === id)?.fen ?? 0;
  expect(end("scheme:changzhou")).toBe(350_000);
  expect(end("word:offset") + end("word:paidOut")).toBe(350_000);
  const rent = flow.rent.nodes.find((node) => node.id === "word:expected");
  expect(rent?.fen).toBe(flow.sums.offset);
});

test("net rents are shown by class and room type, with the months before; small groups stay inside", async () => {
  const rents = await netRents(by.checker, MONTH);
  expect(rents.groups.map((group) => [group.class?.id ?? null, group.spread.people])).toEqual([
    ["doctor", 1],
    ["master", 1],
    ["bachelor", 1],
    [null, 1],
  ]);
  expect(rents.months).toEqual(["2026-08", MONTH]);
  expect(Object.keys(rents.trend[0]?.months ?? {})).toEqual(["2026-08", MONTH]);
  expect(rents.outside).toEqual({ shown: [], folded: null });
  expect(await netRentExport(by.checker, MONTH, { ...given, folded: "others" })).toEqual([]);
});

test("what is taken away holds numbers as numbers in yuan and names as text, and leaves a row in the audit log", async () => {
  const { settlementId } = await offsetOf(db(), people.master ?? "", MONTH);
  const lines = await settlementExport(by.approver, settlementId, given);
  expect(lines.parts).toHaveLength(2);
  const month = await monthExport(by.approver, MONTH, given);
  expect(month.lines.rows).toEqual(lines.rows);
  const head = lines.rows[0]?.map((_, index) => `c${index}`) ?? [];
  const xlsx = await xlsxOf([{ name: "x", head, rows: lines.rows }]);
  const read = await readSheet(xlsx.slice().buffer);
  const names = read.slice(1).map((row) => row[4]);
  expect(names).toContain("=HYPERLINK(1)");
  const rents = read.slice(1).map((row) => Number(row[6]));
  const rent = rents.reduce((sum, yuan) => sum + yuan, 0);
  expect(rent).toBe((await monthSummary(by.approver, MONTH)).sums.rent / 100);
  const arrears = await arrearsExport(by.approver, { now: later(60 * DAY_MS) });
  expect(arrears.length).toBeGreaterThan(0);
  const fen = (cell: SheetCell | undefined) => (cell !== null && typeof cell === "object" ? cell.fen : 0);
  for (const row of arrears)
    expect(row.slice(5, 9).reduce<number>((sum, cell) => sum + fen(cell), 0)).toBe(fen(row[9]));
  const rows = await db()
    .reader.select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "sheet.export"), eq(auditLog.actorId, by.approver.userId)));
  expect(rows.map((row) => [row.entity, row.entityId, row.detail.rows])).toEqual([
    ["settlement", settlementId, 4],
    ["month", MONTH, 4],
    ["arrears", dayAt(later(60 * DAY_MS)), arrears.length],
  ]);
  await expect(settlementExport(by.approver, newId(), given)).rejects.toThrow(NotFound);
});

test("the report says the same sums as the month, by fund and with who signed", async () => {
  const report = await monthReport(by.approver, MONTH, { now: NOW });
  expect(report.funds.reduce((sum, row) => sum + row.amountFen, 0)).toBe(350_000);
  expect(report.classes.reduce((sum, row) => sum + row.subsidyFen, 0)).toBe(350_000);
  expect(report.batches).toMatchObject([{ sequence: 1, status: "checked", checkedBy: by.checker.name }]);
  expect(report.arrears.totalFen).toBe(report.arrears.ages.reduce((sum, row) => sum + row.amountFen, 0));
  expect(report.refused).toBe(1);
  expect(addDays(report.arrears.on, 0)).toBe(dayAt(NOW));
});

test("a resident is found by name or room, with every month, its next step and until when; their money can be taken along", async () => {
  const found = await residents(by.checker, "人master");
  expect(found).toMatchObject([{ personId: people.master }]);
  const resident = await residentFor(by.checker, people.master ?? "");
  expect(resident.profile.residentId).toMatch(/^\*+\w{4}$/);
  const months = resident.months.map((one) => [one.month, one.status, one.next?.key ?? null]);
  expect(months).toEqual([
    [MONTH, "checked", "approved"],
    ["2026-08", "posted", null],
  ]);
  // Checked on Thursday the 10th, to be approved within two working days.
  expect(resident.months[0]?.next?.dueOn).toBe("2026-09-14");
  const statement = await statementExport(by.checker, people.master ?? "", { now: NOW });
  expect(statement.moves.at(-1)?.balanceFen).toBe(
    resident.bills.reduce((sum, bill) => sum + bill.rentFen - bill.offsetFen - bill.paidFen, 0),
  );
  await expect(residentFor(by.operator, people.master ?? "")).rejects.toThrow(Forbidden);
  await expect(residentFor(by.checker, newId())).rejects.toThrow(NotFound);
});

test("a talent sees their own months and nobody else's", async () => {
  const stranger = await makeTalent(db());
  expect(await myTimeline(stranger)).toEqual([]);
  const bill = await billOf(db(), people.doctor ?? "", "2026-08");
  await expect(billTimeline(stranger, bill)).rejects.toThrow(NotFound);
  const timeline = await billTimeline(by.checker, bill);
  // A doctor's surplus waits for public finance.
  expect(timeline?.next?.key).toBe("funded");
});

test("before applying, one's own facts are tried on any month and room, and nothing is kept", async () => {
  const talent = await makeTalent(db(), {
    insuredMonths: 3,
    insuredMonthsAsOf: "2026-09",
    firstInsuredOn: "2026-06-01",
  });
  const before = await everything(db());
  const now = await checkMine(talent, { month: "2026-09", roomTypeId: "single" }, NOW);
  const later = await checkMine(talent, { month: "2026-12", roomTypeId: "single" }, NOW);
  if (!now?.ok || !later?.ok) throw new Error("the scheme holds values for both months");
  expect([now.net.dueFen, later.net.dueFen]).toEqual([145_000, 35_000]);
  const failed = now.explained.parts[0]?.reasons.filter((reason) => !reason.passed).map((reason) => reason.code);
  expect(failed).toContain("insured-unbroken");
  expect(now.explained.parts.flatMap((part) => part.reasons).every((reason) => reason.reference !== "")).toBe(true);
  const anybody = await checkFacts({ degree: "doctor" }, { roomTypeId: "double" }, NOW);
  expect(anybody).toMatchObject({ ok: true, type: { id: "double" } });
  expect(await everything(db())).toEqual(before);
});
