import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, fundings, ledgerLegs, outbox, payouts, personAccounts } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { myAccount, saveAccount } from "#lib/payouts/accounts";
import { confirmAnswer, discardAnswer, previewAnswer } from "#lib/payouts/answers";
import { answerFor, payoutFileFor } from "#lib/payouts/file-queries";
import { exportPayoutFile, makePayoutFile, readyPayouts } from "#lib/payouts/files";
import { recordFunding } from "#lib/payouts/funding";
import { myPayouts, settlementMoney } from "#lib/payouts/money";
import { nextFile, payoutFor, payoutsFor } from "#lib/payouts/queries";
import { payAgain, recordPaid, recordReturned } from "#lib/payouts/settling";
import { readTableFile } from "#lib/table-file";
import { inventedCard } from "#seeds/demo/invented";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { type Officers, settleMonth } from "#tests/support/month";
import { batchOf, fund, payoutsOf, sendAll, tellAccount } from "#tests/support/payouts";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";
import { makeXlsx } from "#tests/support/xlsx";

const db = freshDatabase();
const given = { now: NOW };
let by: Officers;
let auditor: Actor;
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let [doctor, cash, homeless, master] = [] as unknown as [Talent, Talent, Talent, Talent];
let card = "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  auditor = await makeStaff(db(), "auditor");
  doctor = await makeTalent(db(), { degree: "doctor" });
  cash = await makeTalent(db());
  homeless = await makeTalent(db(), { degree: "doctor" });
  master = await makeTalent(db());
  await makeLease(db(), [{ personId: doctor.personId }]);
  await makeLease(db(), [{ personId: cash.personId, offsetMode: "cashToPerson" }]);
  await makeLease(db(), [{ personId: homeless.personId }]);
  await makeLease(db(), [{ personId: master.personId }]);
  await settleMonth(db(), by, "2026-08");
});

const facts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);
const toldOf = async (talent: Talent, kind: string) =>
  db()
    .reader.select({ values: outbox.values })
    .from(outbox)
    .where(and(eq(outbox.personId, talent.personId), eq(outbox.kind, kind)));
const lastOf = async (talent: Talent) => {
  const payout = (await payoutsOf(db(), talent.personId)).at(-1);
  if (!payout) throw new Error("no payout");
  return payout;
};
const balanceOf = async (account: "bank" | "surplus-payable" | "public-finance-receivable") => {
  const legs = await db().reader.select().from(ledgerLegs).where(eq(ledgerLegs.account, account));
  return legs.reduce((sum, leg) => sum + leg.amountFen, 0);
};

describe("where a person is paid", () => {
  test("a talent tells their own card; only its last four digits are ever shown, the number is sealed", async () => {
    card = await tellAccount(doctor);
    const { account, personName } = await myAccount(doctor);
    expect(account).toMatchObject({ lastFour: card.slice(-4), holderName: personName });
    const [row] = await db().reader.select().from(personAccounts);
    expect(JSON.stringify(row)).not.toContain(card);
    const [note] = await db().reader.select().from(auditLog).where(eq(auditLog.action, "account.save"));
    expect(JSON.stringify(note)).not.toContain(card.slice(-4));
  });

  test("the same account again writes nothing; somebody else's name or a wrong number is refused at its field", async () => {
    const [before] = await db().reader.select().from(personAccounts);
    await saveAccount(
      doctor,
      { holderName: doctor.name ?? "", bankName: "示例银行常州分行", accountNo: card },
      { now: later(1000) },
    );
    expect((await db().reader.select().from(personAccounts))[0]).toEqual(before);
    const other = { holderName: "别人", bankName: "示例银行", accountNo: "1" };
    expect(await saveAccount(doctor, other, given)).toMatchObject({
      problems: [
        { field: "holderName", reason: "account-holder-other" },
        { field: "accountNo", reason: "account-number-length" },
      ],
    });
    await expect(saveAccount(by.checker, other, given)).rejects.toThrow(Forbidden);
  });
});

describe("public finance pays", () => {
  const funding = async () => {
    const { id } = await batchOf(db(), "2026-08");
    // 1600 + 1600 for two doctors, 1100 + 1100 for two masters.
    return { settlementId: id, fund: "city-finance", amountFen: 540000, paidOn: "2026-09-10", reference: "GK-08" };
  };

  test("not before the batch is in the books, and nothing but its whole sum", async () => {
    await runMonth(by.operator, "2026-09", given);
    const draft = await batchOf(db(), "2026-09");
    const said = await funding();
    expect(await recordFunding(by.checker, { ...said, settlementId: draft.id }, given)).toMatchObject({
      reason: "settlement-not-posted",
    });
    expect(await recordFunding(by.checker, { ...said, amountFen: 539999 }, given)).toMatchObject({
      reason: "funding-amount-differs",
      values: { expected: 5400 },
    });
    expect(await recordFunding(by.checker, { ...said, fund: "moon" }, given)).toMatchObject({
      reason: "funding-fund-unknown",
    });
    expect(await recordFunding(by.checker, { ...said, paidOn: "2026-09-11" }, given)).toMatchObject({
      reason: "funding-day-in-future",
    });
    for (const actor of [by.operator, auditor, doctor])
      await expect(recordFunding(actor, said, given)).rejects.toThrow(Forbidden);
    await expect(recordFunding(by.checker, { ...said, settlementId: "nowhere" }, given)).rejects.toThrow(NotFound);
    expect(await db().reader.$count(fundings)).toBe(0);
  });

  test("two officers at once record it once; the money is in the bank and nothing is owed by public finance any more", async () => {
    const said = await funding();
    const both = await Promise.all([recordFunding(by.checker, said, given), recordFunding(by.approver, said, given)]);
    expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await recordFunding(by.checker, { ...said, reference: "GK-09" }, given)).toMatchObject({
      reason: "funding-recorded",
    });
    expect(await db().reader.$count(fundings)).toBe(1);
    expect([await balanceOf("bank"), await balanceOf("public-finance-receivable")]).toEqual([540000, 0]);
    expect(await batchOf(db(), "2026-08")).toMatchObject({
      status: "funded",
      fundedOn: "2026-09-10",
      fundedReference: "GK-08",
    });
    expect(await facts()).toEqual([]);
  });

  test("what is owed to people becomes payouts, one each; who has no account is told so", async () => {
    expect(await payoutsOf(db(), doctor.personId)).toMatchObject([{ amountFen: 15000, status: "ready", attempt: 1 }]);
    expect(await payoutsOf(db(), cash.personId)).toMatchObject([{ amountFen: 110000, status: "ready" }]);
    expect(await payoutsOf(db(), master.personId)).toEqual([]);
    expect(await toldOf(doctor, "payout-ready")).toMatchObject([
      { values: { month: "2026-08", amount: "150", lastFour: card.slice(-4) } },
    ]);
    expect(await toldOf(homeless, "payout-account-needed")).toMatchObject([{ values: { amount: "150" } }]);
    expect((await myPayouts(homeless)).account).toBe("none");
    expect((await myPayouts(doctor)).account).toBe("fine");
  });
});

describe("a file for the bank", () => {
  test("nobody without an account is put into one: they are an exception on the officer's list", async () => {
    await tellAccount(cash);
    const next = await nextFile(by.checker);
    expect(next).toMatchObject({ rows: 2, amountFen: 125000, missing: [{ personName: homeless.name }] });
    const { rows, counts } = await payoutsFor(auditor, { view: "stuck" });
    expect(rows.map((row) => row.personId)).toEqual([homeless.personId]);
    expect(counts).toMatchObject({ stuck: { payouts: 1, fen: 15000 }, ready: { payouts: 3 }, all: { fen: 140000 } });
  });

  test("what changed since the page was shown is not sent; pressed twice, or by two at once, it is one file", async () => {
    const fileId = newId();
    const { seen } = await readyPayouts(db().reader);
    expect(await makePayoutFile(by.checker, { fileId, seen: "0".repeat(64) }, given)).toMatchObject({
      reason: "payouts-changed",
    });
    const twice = await Promise.all([1, 2].map(() => makePayoutFile(by.checker, { fileId, seen }, given)));
    expect(twice.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    const other = { fileId: newId(), seen };
    expect(await makePayoutFile(by.approver, other, given)).toMatchObject({ reason: "payouts-none-ready" });
    expect(await lastOf(doctor)).toMatchObject({ status: "sent", fileId, lastFour: card.slice(-4) });
    expect(await lastOf(homeless)).toMatchObject({ status: "ready", fileId: null });
    expect((await batchOf(db(), "2026-08")).status).toBe("funded");
    expect(await toldOf(doctor, "payout-sent")).toHaveLength(1);
  });

  test("it holds the numbers in full, the same in CSV and xlsx, and whoever takes it is noted", async () => {
    const { fileId } = await lastOf(doctor);
    const csv = await exportPayoutFile(by.checker, fileId ?? "", "csv", given);
    const xlsx = await exportPayoutFile(by.approver, fileId ?? "", "xlsx", given);
    const read = async (bytes: Uint8Array) => {
      const table = await readTableFile(bytes);
      return table.ok ? table.rows.map((row) => row.cells.slice(0, 4)) : [];
    };
    const [fromCsv, fromXlsx] = [
      await read(new TextEncoder().encode("text" in csv ? csv.text : "")),
      await read("xlsx" in xlsx ? xlsx.xlsx : new Uint8Array()),
    ];
    expect(fromCsv).toEqual(fromXlsx);
    expect(fromCsv.flat()).toContain(card);
    expect("text" in csv && csv.text.startsWith("\uFEFF发放编号,收款人")).toBe(true);
    const { taken, contentHash } = await payoutFileFor(auditor, fileId ?? "");
    const { rows } = await payoutsFor(auditor, { fileId: fileId ?? "" });
    expect(rows).toHaveLength(2);
    expect(taken.map((one) => one.format).sort()).toEqual(["csv", "xlsx"]);
    expect(JSON.stringify(rows)).not.toContain(card);
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
    for (const actor of [auditor, by.operator, doctor])
      await expect(exportPayoutFile(actor, fileId ?? "", "csv", given)).rejects.toThrow(Forbidden);
    await expect(exportPayoutFile(by.checker, "nowhere", "csv", given)).rejects.toThrow(NotFound);
  });

  test("the account that was sent to stays that of the file, whatever the person tells afterwards", async () => {
    await tellAccount(doctor);
    const { fileId } = await lastOf(doctor);
    const csv = await exportPayoutFile(by.checker, fileId ?? "", "csv", given);
    expect("text" in csv && csv.text.includes(card)).toBe(true);
    expect((await lastOf(doctor)).lastFour).toBe(card.slice(-4));
  });

  test("what a file says can never be changed in the database, nor who is paid and how much", async () => {
    const payout = await lastOf(doctor);
    for (const set of [{ amountFen: 1 }, { personId: master.personId }, { fileId: null, status: "ready" as const }])
      await expect(
        db().transaction((tx) => tx.update(payouts).set(set).where(eq(payouts.id, payout.id))),
      ).rejects.toThrow();
    await expect(db().transaction((tx) => tx.delete(payouts).where(eq(payouts.id, payout.id)))).rejects.toThrow();
    await expect(db().transaction((tx) => tx.delete(fundings))).rejects.toThrow();
  });
});

describe("the bank answers", () => {
  const HEADERS = ["发放编号", "金额", "处理结果", "处理日期", "银行流水号", "失败原因"];
  const answer = (rows: (string | number)[][]) => ({ name: "答复.xlsx", bytes: makeXlsx([HEADERS, ...rows]) });

  test("a file with a wrong line is shown, books nothing, and is thrown away", async () => {
    const { payoutNo } = await lastOf(doctor);
    const wrong = answer([
      [payoutNo, 150, "成功", "2026-09-10", "B1", ""],
      ["FF209901-00001", 1, "成功", "2026-09-10", "B2", ""],
    ]);
    const read = await previewAnswer(by.checker, wrong, given);
    if (!read.ok) throw new Error(read.reason);
    expect(await previewAnswer(by.checker, wrong, given)).toMatchObject({ answerId: read.answerId, before: true });
    expect((await answerFor(auditor, read.answerId)).counts).toMatchObject({ paid: 1, wrong: 1 });
    expect(await confirmAnswer(by.checker, read.answerId, given)).toMatchObject({ reason: "answer-has-wrong-lines" });
    expect(await discardAnswer(by.checker, read.answerId, given)).toMatchObject({ ok: true });
    expect(await confirmAnswer(by.checker, read.answerId, given)).toMatchObject({ reason: "answer-discarded" });
    expect(await lastOf(doctor)).toMatchObject({ status: "sent" });
    await expect(previewAnswer(by.operator, wrong, given)).rejects.toThrow(Forbidden);
    await expect(confirmAnswer(auditor, read.answerId, given)).rejects.toThrow(Forbidden);
  });

  test("a file that is none, or has other columns, is refused and not kept", async () => {
    const file = (text: string) => ({ name: "x.csv", bytes: new TextEncoder().encode(text) });
    expect(await previewAnswer(by.checker, file("a,b\n1,2"), given)).toMatchObject({
      reason: "answer-columns-missing",
    });
    expect(await previewAnswer(by.checker, file(HEADERS.join(",")), given)).toMatchObject({
      reason: "file-without-rows",
    });
    expect(
      await previewAnswer(by.checker, { name: "x", bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0]) }, given),
    ).toMatchObject({
      reason: "file-not-spreadsheet",
    });
  });

  test("paid and sent back: books, notices and the batch follow; confirmed by two at once it happens once", async () => {
    const [a, b] = [await lastOf(doctor), await lastOf(cash)];
    const file = answer([
      [a.payoutNo, 150, "成功", "2026-09-10", "B1", ""],
      [b.payoutNo, 1100, "退票", "2026-09-10", "", "账号户名不符"],
    ]);
    const read = await previewAnswer(by.checker, file, given);
    if (!read.ok) throw new Error(read.reason);
    const both = await Promise.all([by.checker, by.approver].map((one) => confirmAnswer(one, read.answerId, given)));
    expect(both.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await discardAnswer(by.checker, read.answerId, given)).toMatchObject({ reason: "answer-confirmed" });
    expect(await lastOf(doctor)).toMatchObject({ status: "paid", paidOn: "2026-09-10", reference: "B1" });
    expect(await lastOf(cash)).toMatchObject({ status: "returned", returnReason: "账号户名不符" });
    // What never went through was never booked as gone.
    expect(await balanceOf("bank")).toBe(540000 - 15000);
    expect(await toldOf(doctor, "payout-paid")).toMatchObject([{ values: { amount: "150", on: "2026-09-10" } }]);
    expect(await toldOf(cash, "payout-returned")).toMatchObject([{ values: { reason: "账号户名不符" } }]);
    expect((await myPayouts(cash)).account).toBe("mend");
    expect((await batchOf(db(), "2026-08")).status).toBe("funded");
    expect(await facts()).toEqual([]);
  });

  test("the same answer under another name is the same answer", async () => {
    const [a, b] = [await lastOf(doctor), await lastOf(cash)];
    const file = answer([
      [a.payoutNo, 150, "成功", "2026-09-10", "B1", ""],
      [b.payoutNo, 1100, "退票", "2026-09-10", "", "账号户名不符"],
      ["", "", "", "", "", "x"],
    ]);
    const read = await previewAnswer(by.checker, file, given);
    if (!read.ok) throw new Error(read.reason);
    expect((await answerFor(by.checker, read.answerId)).lines.map((line) => line.state)).toEqual([
      "wrong",
      "known",
      "known",
    ]);
  });

  test("a preview that somebody has overtaken by hand is passed over where they agree and refused where they do not", async () => {
    await tellAccount(homeless);
    await sendAll(db(), by.checker);
    const { payoutNo, id } = await lastOf(homeless);
    const paid = await previewAnswer(by.checker, answer([[payoutNo, 150, "成功", "2026-09-10", "B7", ""]]), given);
    const back = await previewAnswer(by.checker, answer([[payoutNo, 150, "退票", "2026-09-10", "", "销户"]]), given);
    if (!paid.ok || !back.ok) throw new Error("not read");
    expect(await recordPaid(by.approver, id, { on: "2026-09-10", reference: "B7" }, given)).toMatchObject({
      before: false,
    });
    expect(await confirmAnswer(by.checker, paid.answerId, given)).toMatchObject({ ok: true });
    expect(await db().reader.$count(auditLog, eq(auditLog.entityId, id))).toBe(1);
    expect(await recordReturned(by.approver, id, { on: "2026-09-10", reason: "户名不符" }, given)).toMatchObject({
      ok: true,
    });
    expect(await confirmAnswer(by.checker, back.answerId, given)).toMatchObject({ ok: true });
    expect(await facts()).toEqual([]);
  });
});

describe("paid again", () => {
  test("not to the account that it came back from, unless the officer has made sure of it", async () => {
    const returned = await lastOf(cash);
    const ask = (sameAccount = false) => payAgain(by.checker, returned.id, { sameAccount }, given);
    expect(await ask()).toMatchObject({ reason: "payout-account-unchanged" });
    expect(await payAgain(by.checker, (await lastOf(doctor)).id, { sameAccount: true }, given)).toMatchObject({
      reason: "payout-not-returned",
    });
    await tellAccount(cash);
    expect((await myPayouts(cash)).account).toBe("fine");
    const twice = await Promise.all([ask(), ask(true)]);
    expect(twice.map((one) => one.ok && one.before).sort()).toEqual([false, true]);
    expect(await payoutsOf(db(), cash.personId)).toMatchObject([
      { attempt: 1, status: "returned" },
      { attempt: 2, status: "ready", amountFen: 110000 },
    ]);
    expect(await facts()).toEqual([]);
  });

  test("what was booked as paid and came back is owed again, and can be paid again to the same account once that is sure", async () => {
    const back = await lastOf(homeless);
    expect(back).toMatchObject({ status: "returned", paidOn: "2026-09-10" });
    expect(await balanceOf("surplus-payable")).toBe(-(110000 + 15000));
    expect(await payAgain(by.checker, back.id, { sameAccount: true }, given)).toMatchObject({ ok: true });
    expect(await nextFile(by.checker)).toMatchObject({ rows: 2 });
  });

  test("once all is sent the batch is disbursed, once all has arrived it is closed", async () => {
    await sendAll(db(), by.approver);
    expect((await batchOf(db(), "2026-08")).status).toBe("disbursed");
    for (const talent of [cash, homeless]) {
      const { id } = await lastOf(talent);
      await recordPaid(by.checker, id, { on: "2026-09-10", reference: `C-${id}` }, given);
    }
    expect(await batchOf(db(), "2026-08")).toMatchObject({ status: "closed", closedBy: by.checker.userId });
    expect(await balanceOf("surplus-payable")).toBe(0);
    const { funds, payouts: its } = await settlementMoney(auditor, (await batchOf(db(), "2026-08")).id);
    expect(funds).toMatchObject([{ fund: "city-finance", expectedFen: 540000, paid: { amountFen: 540000 } }]);
    expect(its.sums.find((one) => one.status === "paid")).toEqual({ status: "paid", payouts: 3, fen: 140000 });
    expect(await facts()).toEqual([]);
  });

  test("a payment that comes back after the batch was closed opens it again", async () => {
    const { id } = await lastOf(cash);
    await recordReturned(by.checker, id, { on: "2026-09-10", reason: "账户已冻结" }, given);
    expect(await batchOf(db(), "2026-08")).toMatchObject({ status: "funded", closedAt: null });
    const { attempts, waits } = await payoutFor(auditor, id);
    expect([attempts.length, waits]).toEqual([2, true]);
    expect(await facts()).toEqual([]);
  });

  test("only officers move payouts", async () => {
    const { id } = await lastOf(cash);
    for (const actor of [by.operator, auditor, cash]) {
      await expect(recordPaid(actor, id, { on: "2026-09-10", reference: "x" }, given)).rejects.toThrow(Forbidden);
      await expect(recordReturned(actor, id, { on: "2026-09-10", reason: "x" }, given)).rejects.toThrow(Forbidden);
      await expect(payAgain(actor, id, { sameAccount: true }, given)).rejects.toThrow(Forbidden);
      await expect(makePayoutFile(actor, { fileId: newId(), seen: "" }, given)).rejects.toThrow(Forbidden);
    }
    await expect(payoutsFor(by.operator)).rejects.toThrow(Forbidden);
    await expect(payoutFor(by.checker, "nowhere")).rejects.toThrow(NotFound);
  });
});

test("a batch that owes nobody anything is closed once it is funded; one that grants nothing, once it is approved", async () => {
  await settleMonth(db(), by, "2026-09");
  const september = await batchOf(db(), "2026-09");
  expect(september.status).toBe("posted");
  const alone = await makeTalent(db(), { degree: "associate" });
  await makeLease(db(), [{ personId: alone.personId }], { startsOn: "2026-09-01" });
  await settleMonth(db(), by, "2026-09");
  expect(await batchOf(db(), "2026-09", 2)).toMatchObject({ status: "closed" });
  const grad = await makeTalent(db());
  await makeLease(db(), [{ personId: grad.personId }], { startsOn: "2026-09-01" });
  await settleMonth(db(), by, "2026-09");
  const third = await batchOf(db(), "2026-09", 3);
  expect(await fund(db(), by.checker, third.id)).toBe("closed");
  expect(await db().reader.$count(payouts, inArray(payouts.settlementId, [third.id]))).toBe(0);
  expect(await facts()).toEqual([]);
});

test("an account number that nobody has is never one that a bank has issued", () => {
  expect(inventedCard(1)).toMatch(/^0000\d{15}$/);
});
