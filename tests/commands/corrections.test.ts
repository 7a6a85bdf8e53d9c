import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { clawbacks, correctionLines, corrections, creditMoves, ledgerEntries, ledgerLegs, outbox } from "#db/schema";
import { recordPayment } from "#lib/billing/commands";
import { availableCredit } from "#lib/billing/credit";
import { discardCorrection, draftCorrection, postCorrection } from "#lib/corrections/commands";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
/** The instant at which the leaver of March is reported: 6 May 2026 in the city. */
const MAY = new Date("2026-05-06T02:00:00Z");
let by: Officers;

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
});

let references = 0;
const pay = async (personId: string, month: string, amountFen: number) => {
  const bill = await billOf(db(), personId, month);
  const reference = `K${++references}`;
  const given = { billId: bill.id, amountFen, paidOn: `${month}-08`, method: "bankTransfer" as const, reference };
  expect(await recordPayment(by.operator, given, { now: MAY })).toMatchObject({ ok: true });
};
const creditOf = async (personId: string) =>
  ((await availableCredit(db().reader, personId)).get(personId) ?? []).reduce((sum, one) => sum + one.availableFen, 0);
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const rowOf = async (id: string) => {
  const [row] = await db().reader.select().from(corrections).where(eq(corrections.id, id));
  if (!row) throw new Error("no such correction");
  return row;
};
const linesOf = async (id: string) => {
  const rows = await db().reader.select().from(correctionLines).where(eq(correctionLines.correctionId, id));
  return rows.toSorted((a, b) => (a.month < b.month ? -1 : 1));
};
async function draft(given: CorrectionGiven, reason = "迟报退租", now = MAY): Promise<string> {
  const drafted = await draftCorrection(by.checker, { correctionId: newId(), given, reason }, { now });
  if (!drafted.ok) throw new Error(drafted.reason);
  return drafted.correctionId;
}
async function post(id: string, now = MAY) {
  return postCorrection(by.approver, id, (await rowOf(id)).contentHash, { now });
}
/** A person's balance on one account over all entries of corrections. */
const corrected = async (personId: string, account: string) => {
  const rows = await db()
    .reader.select({ fen: ledgerLegs.amountFen, account: ledgerLegs.account })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerLegs.personId, personId), eq(ledgerEntries.kind, "correction")));
  return rows.filter((row) => row.account === account).reduce((sum, row) => sum + row.fen, 0);
};

test("a master who left on 20 March and is reported in May gets back what was billed beyond it, and public finance too", async () => {
  const { personId } = await makeTalent(db(), { insuredMonthsAsOf: "2026-03", insuredMonths: 8 });
  const leaseId = await makeLease(db(), [{ personId }], { startsOn: "2026-01-01", registeredOn: "2026-01-05" });
  for (const month of ["2026-02", "2026-03", "2026-04"]) {
    await settleMonth(db(), by, month, MAY);
    await pay(personId, month, 35000);
  }
  expect(await checkOut(by.operator, leaseId, { on: "2026-03-20", toService: "vacant" }, { now: MAY })).toMatchObject({ ok: true });
  const id = await draft({ cause: "earlyLeaver", leaseId, endedOn: "2026-03-20" });
  // 20 of 31 days of March: 1450 × 20 ÷ 31 = 935.48; the subsidy of 1100 is above it by 164.52. Nothing of April.
  expect((await linesOf(id)).map((line) => [line.month, line.rentAfterFen, line.offsetAfterFen, line.surplusAfterFen])).toEqual([
    ["2026-03", 93548, 93548, 16452],
    ["2026-04", 0, 0, 0],
  ]);
  expect(await wrongFacts()).toEqual([]);
  expect(await post(id)).toMatchObject({ ok: true });
  expect(await corrected(personId, "rent-revenue")).toBe(145000 - 93548 + 145000);
  expect(await corrected(personId, "public-finance-receivable")).toBe(-110000);
  expect(await corrected(personId, "tenant-credit")).toBe(-70000);
  expect(await corrected(personId, "surplus-payable")).toBe(-16452);
  expect(await creditOf(personId)).toBe(70000);
  expect(await db().reader.$count(clawbacks, eq(clawbacks.personId, personId))).toBe(0);
  expect(await wrongFacts()).toEqual([]);
});
