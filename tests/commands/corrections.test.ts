import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { billLines, clawbacks, corrections, ledgerEntries, outbox, people, rentChanges } from "#db/schema";
import { runMonth } from "#lib/billing/commands";
import { approveRefund, proposeRefund } from "#lib/billing/refunds";
import { discardCorrection, draftCorrection, postCorrection } from "#lib/corrections/commands";
import { dueCorrections } from "#lib/corrections/queries";
import type { CorrectionGiven } from "#lib/corrections/rules";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { checkOut } from "#lib/leases/commands";
import { correcting, MAY, publishRentAmounts } from "#tests/support/corrections";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, everything, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, later, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
const { rowOf, draft, post, correct, linesOf, clawbacksOf, pay, creditOf, booked, wrongFacts } = correcting(
  db,
  () => by,
);
const told = (personId: string, kind: string) =>
  db().reader.$count(outbox, and(eq(outbox.personId, personId), eq(outbox.kind, kind)));

/** Everybody lives here from 1 January and is settled for February, March and April before anything is corrected. */
const MONTHS = ["2026-02", "2026-03", "2026-04"];
const who: Record<string, { personId: string; leaseId: string }> = {};

async function moveIn(
  name: string,
  values: Parameters<typeof makeTalent>[1] = {},
  mode: "directOffset" | "cashToPerson" = "directOffset",
) {
  const { personId } = await makeTalent(db(), {
    insuredMonthsAsOf: "2026-02",
    insuredMonths: 8,
    firstInsuredOn: "2025-06-01",
    ...values,
  });
  const started = { startsOn: "2026-01-01", registeredOn: "2026-01-05" };
  const leaseId = await makeLease(db(), [{ personId, offsetMode: mode }], started);
  who[name] = { personId, leaseId };
}

const of = (name: string) => {
  const found = who[name];
  if (!found) throw new Error(name);
  return found;
};

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  await moveIn("leaver");
  await moveIn("doctor", { degree: "doctor" });
  await moveIn("cash", { degree: "doctor" }, "cashToPerson");
  await moveIn("homeowner");
  await moveIn("denied", { ownsLocalHome: true });
  await moveIn("bachelor", { degree: "bachelor" });
  for (const month of MONTHS) await settleMonth(db(), by, month, MAY);
  for (const month of MONTHS) {
    await pay(of("leaver").personId, month, 35000);
    await pay(of("homeowner").personId, month, 35000);
    await pay(of("cash").personId, month, 145000);
  }
}, 60_000);

async function leave(name: string, on: string): Promise<CorrectionGiven> {
  const { leaseId } = of(name);
  expect(await checkOut(by.operator, leaseId, { on, toService: "vacant" }, { now: MAY })).toMatchObject({ ok: true });
  return { cause: "earlyLeaver", leaseId, endedOn: on };
}
const fact = (
  name: string,
  change: Partial<Extract<CorrectionGiven, { cause: "lateFact" }>> = {},
): CorrectionGiven => ({
  cause: "lateFact",
  personId: of(name).personId,
  fact: "ownsLocalHome",
  value: true,
  fromMonth: "2026-03",
  toMonth: "2026-04",
  still: false,
  ...change,
});

describe("who left earlier", () => {
  test("a master who left on 20 March and is reported in May gets back what was billed beyond it; every number", async () => {
    const { personId } = of("leaver");
    const id = await draft(await leave("leaver", "2026-03-20"));
    // 20 of 31 days of March: 1450 × 20 ÷ 31 = 935.48; the subsidy of 1100 is above it by 164.52. Nothing of April.
    const lines = await linesOf(id);
    expect(lines.map((line) => [line.month, line.toOn, line.rentBeforeFen, line.subsidyBeforeFen])).toEqual([
      ["2026-03", "2026-03-20", 145000, 110000],
      ["2026-04", "2026-03-20", 145000, 110000],
    ]);
    expect(
      lines.map((line) => [line.rentAfterFen, line.subsidyAfterFen, line.offsetAfterFen, line.surplusAfterFen]),
    ).toEqual([
      [93548, 110000, 93548, 16452],
      [0, 0, 0, 0],
    ]);
    const before = await everything(db());
    expect(await post(id)).toMatchObject({ ok: true });
    expect(await booked(personId, "rent-revenue")).toBe(196452);
    expect(await booked(personId, "public-finance-receivable")).toBe(-110000);
    expect(await booked(personId, "tenant-credit")).toBe(-70000);
    expect(await booked(personId, "surplus-payable")).toBe(-16452);
    expect(await creditOf(personId)).toBe(70000);
    expect(await clawbacksOf(personId)).toEqual([]);
    expect(await told(personId, "correction-credited")).toBe(1);
    // Nothing that stood is rewritten, and the entries say which month they correct.
    const after = await everything(db());
    expect(after.offsets).toEqual(before.offsets);
    expect(after.bills).toEqual(before.bills);
    expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
    const entries = after.entries.filter((entry) => entry.kind === "correction");
    expect(entries.map((entry) => [entry.month, entry.effectiveOn])).toEqual([
      ["2026-05", "2026-03-01"],
      ["2026-05", "2026-04-01"],
    ]);
    for (const { settlesId } of entries)
      expect(before.entries.find((entry) => entry.id === settlesId)?.kind).toBe("rent");
    expect(await wrongFacts()).toEqual([]);
  });

  test("what they get back is refunded by two people, like any credit", async () => {
    const { personId } = of("leaver");
    const refundId = newId();
    const refund = { refundId, personId, amountFen: 70000, reason: "迟报退租" };
    expect(await proposeRefund(by.operator, refund, { now: MAY })).toMatchObject({ ok: true });
    expect(await approveRefund(by.checker, refundId, { now: MAY })).toMatchObject({ paidFen: 70000 });
    expect(await creditOf(personId)).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a doctor owes nothing where the surplus was not paid out: it is withheld, and the offset goes back", async () => {
    const { personId } = of("doctor");
    await correct(await leave("doctor", "2026-02-28"));
    expect(await booked(personId, "surplus-payable")).toBe(30000);
    expect(await booked(personId, "public-finance-receivable")).toBe(-320000);
    expect(await creditOf(personId)).toBe(0);
    expect(await clawbacksOf(personId)).toEqual([]);
    expect(await wrongFacts()).toEqual([]);
  });

  test("paid in cash and not sent yet, support is withheld and the rent comes back in full", async () => {
    const { personId } = of("cash");
    await correct(await leave("cash", "2026-03-31"));
    expect(await booked(personId, "surplus-payable")).toBe(160000);
    expect(await creditOf(personId)).toBe(145000);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a correction of somebody who has not left, or on another day, is refused", async () => {
    const { leaseId } = of("homeowner");
    for (const endedOn of ["2026-03-20", "2026-04-30"]) {
      const given: CorrectionGiven = { cause: "earlyLeaver", leaseId, endedOn };
      const drafted = await draftCorrection(by.checker, { correctionId: newId(), given, reason: "x" }, { now: MAY });
      expect(drafted).toMatchObject({ reason: "lease-not-ended" });
    }
    const unknown: CorrectionGiven = { cause: "earlyLeaver", leaseId: newId(), endedOn: "2026-03-20" };
    const drafting = draftCorrection(by.checker, { correctionId: newId(), given: unknown, reason: "x" }, { now: MAY });
    await expect(drafting).rejects.toThrow(NotFound);
  });
});

describe("who left while the month still waits", () => {
  test("is granted nothing in it any more once it is run again, and the rent is corrected when it is settled", async () => {
    const { personId } = await makeTalent(db(), {
      insuredMonthsAsOf: "2026-02",
      insuredMonths: 8,
      firstInsuredOn: "2025-06-01",
    });
    const leaseId = await makeLease(db(), [{ personId }], {
      startsOn: "2026-01-01",
      registeredOn: "2026-01-05",
      bed: 7,
    });
    const run = async () => {
      const ran = await runMonth(by.operator, "2026-04", { now: MAY });
      if (!ran.ok) throw new Error(ran.reason);
    };
    await run();
    expect(await offsetOf(db(), personId, "2026-04")).toMatchObject({ subsidyFen: 110000 });
    await checkOut(by.operator, leaseId, { on: "2026-03-31", toService: "vacant" }, { now: MAY });
    await run();
    expect(await offsetOf(db(), personId, "2026-04")).toMatchObject({ eligible: false, subsidyFen: 0 });
    expect((await dueCorrections(by.checker)).filter((due) => due.cause === "earlyLeaver")).toEqual([]);
    await settleMonth(db(), by, "2026-04", MAY);
    const due = (await dueCorrections(by.checker)).find(
      (one) => one.cause === "earlyLeaver" && one.leaseId === leaseId,
    );
    expect(due).toMatchObject({ months: ["2026-04"], waiting: [], draftNo: null });
    await correct({ cause: "earlyLeaver", leaseId, endedOn: "2026-03-31" });
    expect(await booked(personId, "rent-revenue")).toBe(145000);
    // The bill that was never paid is paid by what comes back.
    expect((await billOf(db(), personId, "2026-04")).paidFen).toBe(145000);
    expect(await creditOf(personId)).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("two pairs of eyes", () => {
  test("whoever made a correction cannot post it, an operator can neither, and a stale hash is refused", async () => {
    const id = await draft(fact("homeowner"));
    const hash = (await rowOf(id)).contentHash;
    expect(await postCorrection(by.checker, id, hash, { now: MAY })).toMatchObject({ reason: "maker-cannot-decide" });
    await expect(postCorrection(by.operator, id, hash, { now: MAY })).rejects.toThrow(Forbidden);
    expect(await postCorrection(by.approver, id, "0".repeat(64), { now: MAY })).toMatchObject({
      reason: "correction-changed",
    });
    await expect(postCorrection(by.approver, newId(), hash, { now: MAY })).rejects.toThrow(NotFound);
    const given = fact("homeowner", { fact: "degree", value: "doctor" });
    const second = await draftCorrection(by.checker, { correctionId: newId(), given, reason: "x" }, { now: MAY });
    expect(second).toMatchObject({ reason: "correction-waits", values: { no: (await rowOf(id)).correctionNo } });
    expect(await discardCorrection(by.approver, id, " ", { now: MAY })).toMatchObject({
      reason: "discard-without-reason",
    });
    expect(await discardCorrection(by.approver, id, "先核实", { now: MAY })).toMatchObject({ ok: true });
    expect(await postCorrection(by.approver, id, hash, { now: MAY })).toMatchObject({ reason: "correction-decided" });
    expect(await db().reader.$count(ledgerEntries, eq(ledgerEntries.madeBy, "nobody"))).toBe(0);
  });

  test("the same form sent twice drafts once; nothing that changes nothing is drafted, nor without a reason", async () => {
    const correctionId = newId();
    const given = fact("homeowner");
    const drafted = { correctionId, given, reason: "有房" };
    expect(await draftCorrection(by.checker, drafted, { now: MAY })).toMatchObject({ before: false });
    expect(await draftCorrection(by.checker, drafted, { now: MAY })).toMatchObject({ before: true });
    expect(await db().reader.$count(corrections, eq(corrections.id, correctionId))).toBe(1);
    await discardCorrection(by.checker, correctionId, "重做", { now: MAY });
    const again = (change: CorrectionGiven, reason = "x") =>
      draftCorrection(by.checker, { correctionId: newId(), given: change, reason }, { now: MAY });
    expect(await again(fact("homeowner", { value: false }))).toMatchObject({ reason: "correction-nothing-changes" });
    expect(await again(fact("homeowner", { fromMonth: "2026-04", toMonth: "2026-03" }))).toMatchObject({
      reason: "months-out-of-order",
    });
    expect(await again(fact("homeowner", { fromMonth: "2026-08", toMonth: "2026-09" }))).toMatchObject({
      reason: "months-not-settled",
    });
    expect(await again(given, " ")).toMatchObject({ problems: [{ reason: "correction-without-reason" }] });
  });

  test("two officers who post at once post once", async () => {
    const id = await draft(fact("homeowner"));
    const third = await makeStaff(db(), "officer");
    const hash = (await rowOf(id)).contentHash;
    const answers = await Promise.all(
      [by.approver, third].map((actor) => postCorrection(actor, id, hash, { now: MAY })),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: "correction-decided" });
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("a fact that was wrong", () => {
  test("somebody who had a home of their own since March owes the rent part of both months, in one claim", async () => {
    const { personId } = of("homeowner");
    const claims = await clawbacksOf(personId);
    expect(claims).toMatchObject([{ amountFen: 120000, status: "claimed" }]);
    expect(await booked(personId, "clawback-receivable")).toBe(120000);
    expect(await booked(personId, "public-finance-receivable")).toBe(-120000);
    expect(await told(personId, "correction-claimed")).toBe(1);
    expect(await creditOf(personId)).toBe(0);
  });

  test("a correction of the correction clears the claim before anybody is paid, and counts on from it", async () => {
    const { personId } = of("homeowner");
    const id = await correct(fact("homeowner", { value: false, fromMonth: "2026-04" }));
    expect(
      (await linesOf(id)).map((line) => [line.month, line.sequence, line.subsidyBeforeFen, line.subsidyAfterFen]),
    ).toEqual([["2026-04", 2, 50000, 110000]]);
    expect(await booked(personId, "clawback-receivable")).toBe(60000);
    expect(await creditOf(personId)).toBe(0);
    expect(await wrongFacts()).toEqual([]);
  });

  test("who was denied wrongly gets what they paid too much, and the record is right from now on", async () => {
    const { personId } = of("denied");
    for (const month of MONTHS) await pay(personId, month, 95000);
    const id = await correct(fact("denied", { value: false, fromMonth: "2026-02", still: true }));
    expect((await linesOf(id)).map((line) => line.subsidyAfterFen - line.subsidyBeforeFen)).toEqual([
      60000, 60000, 60000,
    ]);
    expect(await creditOf(personId)).toBe(180000);
    const [row] = await db().reader.select().from(people).where(eq(people.id, personId));
    expect(row).toMatchObject({ ownsLocalHome: false, version: 2 });
    expect(await wrongFacts()).toEqual([]);
  });

  test("credit that a correction gives pays what its person has open first", async () => {
    const { personId } = of("bachelor");
    await correct(fact("bachelor", { fact: "degree", value: "master" }));
    expect(await creditOf(personId)).toBe(0);
    expect((await billOf(db(), personId, "2026-02")).paidFen).toBe(60000);
    expect(await wrongFacts()).toEqual([]);
  });
});

describe("rent that was another", () => {
  test("rent billed too little since April is charged on the open bill, and holds from then on", async () => {
    const { personId, leaseId } = of("bachelor");
    const given: CorrectionGiven = { cause: "rentChange", leaseId, fromOn: "2026-04-01", rentFen: 150000 };
    const id = await correct(given);
    expect((await linesOf(id)).map((line) => line.moved)).toEqual([{ chargeFen: 5000 }]);
    const lines = await db().reader.select().from(billLines).where(eq(billLines.kind, "correction"));
    expect(lines).toMatchObject([{ amountFen: 5000, detail: { month: "2026-04" } }]);
    const bill = await billOf(db(), personId, "2026-05");
    expect(bill).toMatchObject({ id: lines[0]?.billId, rentFen: 0, otherFen: 5000 });
    expect(await db().reader.select().from(rentChanges)).toMatchObject([
      { leaseId, fromOn: "2026-04-01", rentFen: 150000 },
    ]);
    expect(await told(personId, "correction-charged")).toBe(1);
    expect(await wrongFacts()).toEqual([]);
  });

  test("months decided again by hand, with what the records say now, come out as they stand", async () => {
    const { personId } = of("denied");
    const given: CorrectionGiven = { cause: "byHand", personId, fromMonth: "2026-02", toMonth: "2026-04" };
    const drafted = await draftCorrection(by.checker, { correctionId: newId(), given, reason: "x" }, { now: MAY });
    expect(drafted).toMatchObject({ reason: "correction-nothing-changes" });
  });
});

describe("a reform for the past", () => {
  test("everybody whose past months come out otherwise is in one correction, and nobody else", async () => {
    const version = await publishRentAmounts(db(), "2026-03", { doctor: 80000, master: 70000, bachelor: 50000 });
    const id = await draft({ cause: "schemeChange", schemeId: "changzhou", version });
    const lines = await linesOf(id);
    // Masters from March on; who left on 20 March keeps that month, who has a home in March is granted no rent part.
    const named = (personId: string) => Object.keys(who).find((name) => who[name]?.personId === personId) ?? "";
    expect(lines.map((line) => [named(line.personId), line.month]).sort()).toEqual([
      ["bachelor", "2026-03"],
      ["bachelor", "2026-04"],
      ["denied", "2026-03"],
      ["denied", "2026-04"],
      ["homeowner", "2026-04"],
      ["leaver", "2026-03"],
    ]);
    for (const line of lines) expect(line.subsidyAfterFen - line.subsidyBeforeFen).toBe(10000);
    expect(await post(id)).toMatchObject({ ok: true });
    expect(await wrongFacts()).toEqual([]);
    const again = {
      correctionId: newId(),
      given: { cause: "schemeChange" as const, schemeId: "changzhou", version },
      reason: "x",
    };
    expect(await draftCorrection(by.checker, again, { now: MAY })).toMatchObject({ reason: "months-not-settled" });
  });

  test("a fact that is corrected afterwards is decided by the reform, in months too that it had not changed", async () => {
    const id = await correct(fact("homeowner", { value: false, fromMonth: "2026-03", toMonth: "2026-03" }));
    expect((await linesOf(id)).map((line) => [line.subsidyBeforeFen, line.subsidyAfterFen])).toEqual([[50000, 120000]]);
    expect(await wrongFacts()).toEqual([]);
  });

  test("a reform that waits does not leak into a correction of something else", async () => {
    await publishRentAmounts(db(), "2026-02", { doctor: 80000, master: 90000, bachelor: 50000 });
    const id = await draft(fact("denied", { value: true, fromMonth: "2026-02", toMonth: "2026-02" }));
    expect((await linesOf(id)).map((line) => [line.subsidyBeforeFen, line.subsidyAfterFen])).toEqual([[110000, 50000]]);
    await discardCorrection(by.checker, id, "只是试算", { now: MAY });
  });

  test("what another correction has changed since it was drafted is not posted", async () => {
    const id = await draft(fact("homeowner", { value: true, fromMonth: "2026-02", toMonth: "2026-02" }));
    await db().transaction((tx) =>
      tx
        .update(people)
        .set({ updatedAt: MAY })
        .where(eq(people.id, of("homeowner").personId)),
    );
    await settleMonth(db(), by, "2026-05", MAY);
    expect(await post(id)).toMatchObject({ ok: true });
    const stale = await draft(fact("homeowner", { value: true, fromMonth: "2026-05", toMonth: "2026-06" }));
    await settleMonth(db(), by, "2026-06", later(0, new Date("2026-06-05T02:00:00Z")));
    expect(await post(stale)).toMatchObject({ reason: "correction-stale" });
    await discardCorrection(by.checker, stale, "重做", { now: MAY });
    expect(await wrongFacts()).toEqual([]);
  });
});

test("a posted correction and its lines cannot be changed or deleted", async () => {
  const [row] = await db().reader.select().from(corrections).where(eq(corrections.status, "posted"));
  const change = db().transaction((tx) =>
    tx
      .update(corrections)
      .set({ reason: "x" })
      .where(eq(corrections.id, row?.id ?? "")),
  );
  await expect(change).rejects.toThrow();
  const deletion = db().transaction((tx) => tx.delete(corrections).where(eq(corrections.id, row?.id ?? "")));
  await expect(deletion).rejects.toThrow();
  expect(await db().reader.$count(clawbacks)).toBeGreaterThan(0);
});
