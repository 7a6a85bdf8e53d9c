import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, leases, offsets, outbox, people, settlements } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { Forbidden, NotFound } from "#lib/errors";
import { ledgerFacts } from "#lib/ledger/queries";
import { approveSettlement, checkSettlement, returnSettlement } from "#lib/subsidy/commands";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, everything, hashOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
const persons: Record<string, string> = {};
const given = { now: NOW };

async function tenant(
  name: string,
  values: Parameters<typeof makeTalent>[1],
  lease: Parameters<typeof makeLease>[2] = {},
) {
  const { personId } = await makeTalent(db(), values);
  persons[name] = personId;
  await makeLease(db(), [{ personId, ...(name === "cash" ? { offsetMode: "cashToPerson" as const } : {}) }], lease);
}
const personOf = (name: string) => persons[name] ?? "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  await tenant("doctor", { degree: "doctor" });
  await tenant("master", { degree: "master" });
  await tenant("bachelor", { degree: "bachelor" }, { unitId: "b01-0103" });
  await tenant("cash", { degree: "master" }, { unitId: "b01-0203" });
  // First insured in March: six months are completed by the end of August, the seventh is September.
  const seventh = { firstInsuredOn: "2026-03-10", insuredMonths: 5, insuredMonthsAsOf: "2026-08" };
  await tenant("seventh", seventh, { unitId: "b01-0303" });
  await tenant("unregistered", {}, { unitId: "b02-0103", registrationNo: null, registeredOn: null });
  await tenant("registeredLate", {}, { unitId: "b02-0203", registeredOn: "2026-09-01" });
  // 24 months at most for people recruited before 2023: FIELD 2.
  const old = { recruitedOn: "2022-07-01", graduatedOn: "2022-06-30", firstInsuredOn: "2022-08-01", insuredMonths: 49 };
  await tenant("exhausted", old, { unitId: "b02-0303" });
});

/** The month's only draft batch. */
async function draftOf(month: string): Promise<{ id: string; hash: string }> {
  const [row] = await db()
    .reader.select()
    .from(settlements)
    .where(and(eq(settlements.month, month), eq(settlements.status, "draft")));
  if (!row) throw new Error(`no draft of ${month}`);
  return { id: row.id, hash: row.contentHash };
}

describe("August 2026", () => {
  test("a doctor pays nothing of 1450 and gets 150 paid out, a master pays 350, a bachelor 650 (FIELD 2)", async () => {
    await settleMonth(db(), by, "2026-08");
    const dueOf = async (name: string) => {
      const { rentFen, offsetFen } = await billOf(db(), personOf(name), "2026-08");
      return [rentFen - offsetFen, (await offsetOf(db(), personOf(name), "2026-08")).surplusFen];
    };
    expect(await dueOf("doctor")).toEqual([0, 15000]);
    expect(await dueOf("master")).toEqual([35000, 0]);
    expect(await dueOf("bachelor")).toEqual([65000, 0]);
  });

  test("who chose to be paid owes the whole rent and gets the whole subsidy", async () => {
    const offset = await offsetOf(db(), personOf("cash"), "2026-08");
    expect(offset).toMatchObject({ mode: "cashToPerson", offsetFen: 0, surplusFen: 110000 });
    expect(await billOf(db(), personOf("cash"), "2026-08")).toMatchObject({ offsetFen: 0 });
  });

  test("a lease that is not registered by the month's end loses the rent part and keeps the living part", async () => {
    for (const name of ["unregistered", "registeredLate"]) {
      const offset = await offsetOf(db(), personOf(name), "2026-08");
      expect(offset).toMatchObject({
        parts: { "changzhou/living": 50000 },
        failed: ["changzhou/rent:lease-registered"],
      });
    }
  });

  test("nothing is paid in the sixth insured month", async () => {
    const offset = await offsetOf(db(), personOf("seventh"), "2026-08");
    expect(offset).toMatchObject({ eligible: false, subsidyFen: 0 });
    expect(offset.failed).toContain("changzhou/living:insured-from-seventh-month");
  });

  test("everyone who gets something is told once, with the amounts", async () => {
    const told = await db()
      .reader.select()
      .from(outbox)
      .where(eq(outbox.personId, personOf("doctor")));
    expect(told).toMatchObject([
      { kind: "subsidy-approved-surplus", values: { month: "2026-08", subsidy: "1600", due: "0", surplus: "150" } },
    ]);
    expect(
      await db()
        .reader.select()
        .from(outbox)
        .where(eq(outbox.personId, personOf("seventh"))),
    ).toEqual([]);
  });

  test("the books balance, and bills agree with them", async () => {
    expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  });
});

describe("September 2026", () => {
  test("subsidy begins in the seventh insured month, and the rent part with the registration", async () => {
    await runMonth(by.operator, "2026-09", given);
    expect(await offsetOf(db(), personOf("seventh"), "2026-09")).toMatchObject({ eligible: true, subsidyFen: 110000 });
    expect(await offsetOf(db(), personOf("registeredLate"), "2026-09")).toMatchObject({ subsidyFen: 110000 });
  });

  test("months granted before are counted by part", async () => {
    expect((await offsetOf(db(), personOf("unregistered"), "2026-09")).monthsUsed).toEqual({
      "changzhou/living": 1,
      "changzhou/rent": 0,
    });
    expect((await offsetOf(db(), personOf("master"), "2026-09")).monthsUsed).toEqual({
      "changzhou/living": 1,
      "changzhou/rent": 1,
    });
  });

  test("a batch cannot be approved before it was checked", async () => {
    const { id, hash } = await draftOf("2026-09");
    expect(await approveSettlement(by.approver, id, hash, given)).toMatchObject({ reason: "settlement-not-checked" });
    expect(await returnSettlement(by.checker, id, "x", given)).toMatchObject({ reason: "settlement-not-checked" });
  });

  test("a batch that changed since the page was shown is neither checked nor approved", async () => {
    const { id, hash } = await draftOf("2026-09");
    await db().transaction((tx) =>
      tx
        .update(people)
        .set({ ownsLocalHome: true })
        .where(eq(people.id, personOf("master"))),
    );
    expect(await runMonth(by.operator, "2026-09", given)).toMatchObject({ newBills: 0, decided: 1 });
    expect(await hashOf(db(), id)).not.toBe(hash);
    expect(await checkSettlement(by.checker, id, hash, given)).toMatchObject({ reason: "settlement-changed" });
    expect(await checkSettlement(by.checker, id, await hashOf(db(), id), given)).toMatchObject({ ok: true });
    expect(await approveSettlement(by.approver, id, hash, given)).toMatchObject({ reason: "settlement-changed" });
  });

  test("a line changed by hand in the database is noticed at approval", async () => {
    const [row] = await db().reader.select().from(settlements).where(eq(settlements.status, "checked"));
    const line = await offsetOf(db(), personOf("bachelor"), "2026-09");
    const set = (subsidyFen: number) =>
      db().transaction((tx) =>
        tx.update(offsets).set({ subsidyFen, offsetFen: subsidyFen }).where(eq(offsets.id, line.id)),
      );
    await set(90000);
    const answer = await approveSettlement(by.approver, row?.id ?? "", row?.contentHash ?? "", given);
    expect(answer).toMatchObject({ reason: "settlement-changed" });
    await set(80000);
  });

  test("a checked batch is not decided again until it is sent back, with a reason", async () => {
    const [row] = await db().reader.select().from(settlements).where(eq(settlements.status, "checked"));
    const id = row?.id ?? "";
    await db().transaction((tx) =>
      tx
        .update(people)
        .set({ ownsLocalHome: false })
        .where(eq(people.id, personOf("master"))),
    );
    expect(await runMonth(by.operator, "2026-09", given)).toMatchObject({ decided: 0 });
    expect(await checkSettlement(by.approver, id, row?.contentHash ?? "", given)).toMatchObject({
      reason: "settlement-not-draft",
    });
    expect(await returnSettlement(by.approver, id, "  ", given)).toMatchObject({ reason: "return-without-reason" });
    expect(await returnSettlement(by.approver, id, "住房情况已更正", given)).toMatchObject({ ok: true });
    expect(await runMonth(by.operator, "2026-09", given)).toMatchObject({ decided: 1 });
    const [note] = await db().reader.select().from(auditLog).where(eq(auditLog.action, "settlement.return"));
    expect(note?.detail).toEqual({ reason: "住房情况已更正" });
  });

  test("neither the maker nor the checker of a batch can approve it", async () => {
    const { id, hash } = await draftOf("2026-09");
    const makerAsOfficer: Actor = { role: "officer", userId: by.operator.userId, personId: null, name: null };
    expect(await checkSettlement(makerAsOfficer, id, hash, given)).toMatchObject({ reason: "maker-cannot-check" });
    expect(await checkSettlement(by.checker, id, hash, given)).toMatchObject({ ok: true });
    expect(await approveSettlement(by.checker, id, hash, given)).toMatchObject({ reason: "checker-cannot-approve" });
    expect(await approveSettlement(makerAsOfficer, id, hash, given)).toMatchObject({ reason: "maker-cannot-approve" });
  });

  test("only officers check, approve and send back, and a batch that does not exist is not found", async () => {
    const [row] = await db().reader.select().from(settlements).where(eq(settlements.status, "checked"));
    const id = row?.id ?? "";
    for (const actor of [
      by.operator,
      await makeTalent(db()),
      await makeStaff(db(), "admin"),
      await makeStaff(db(), "auditor"),
    ]) {
      await expect(checkSettlement(actor, id, "", given)).rejects.toThrow(Forbidden);
      await expect(approveSettlement(actor, id, "", given)).rejects.toThrow(Forbidden);
      await expect(returnSettlement(actor, id, "", given)).rejects.toThrow(Forbidden);
    }
    await expect(approveSettlement(by.approver, "nowhere", "", given)).rejects.toThrow(NotFound);
  });

  test("two approvals at once post once, and a third says that it is done", async () => {
    const [row] = await db().reader.select().from(settlements).where(eq(settlements.status, "checked"));
    const [id, hash] = [row?.id ?? "", row?.contentHash ?? ""];
    const both = await Promise.all([1, 2].map(() => approveSettlement(by.approver, id, hash, given)));
    expect(both.map((one) => (one.ok ? "posted" : one.reason)).sort()).toEqual(["posted", "settlement-posted"]);
    const once = await everything(db());
    expect(await approveSettlement(by.approver, id, hash, given)).toMatchObject({ reason: "settlement-posted" });
    expect(await returnSettlement(by.checker, id, "x", given)).toMatchObject({ reason: "settlement-posted" });
    expect(await everything(db())).toEqual(once);
    expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
  });

  test("every posted offset is made by one person and approved by another", async () => {
    const { entries } = await everything(db());
    const posted = entries.filter((entry) => entry.kind === "offset");
    expect(posted.length).toBeGreaterThan(10);
    expect(
      posted.every((entry) => entry.approvedBy === by.approver.userId && entry.madeBy === by.operator.userId),
    ).toBe(true);
    expect(posted.every((entry) => entry.settlesId !== null)).toBe(true);
  });
});

test("after the last month of the limit nothing more is granted, even while earlier batches still wait", async () => {
  const personId = personOf("exhausted");
  await db().transaction((tx) => tx.update(leases).set({ endsOn: "2029-12-31" }));
  // Two months are granted already; 22 more fill the 24.
  let month = "2026-10";
  const dates: string[] = [];
  for (let n = 0; n < 23; n += 1) {
    const now = new Date(`${month}-05T00:00:00Z`);
    if (n < 20) await settleMonth(db(), by, month, now);
    else expect(await runMonth(by.operator, month, { now })).toMatchObject({ ok: true });
    dates.push(month);
    const [year, number] = month.split("-").map(Number);
    month = number === 12 ? `${(year ?? 0) + 1}-01` : `${year}-${String((number ?? 0) + 1).padStart(2, "0")}`;
  }
  const decided = await Promise.all(dates.map((one) => offsetOf(db(), personId, one)));
  expect(decided.map((one) => one.eligible)).toEqual([...Array(22).fill(true), false]);
  expect(decided.at(-1)).toMatchObject({ monthsUsed: { "changzhou/living": 24, "changzhou/rent": 24 } });
  expect(decided.at(-1)?.failed).toEqual(["changzhou/living:months-left", "changzhou/rent:months-left"]);
});

test("a person billed for two rooms in one month is granted each part once", async () => {
  const { personId } = await makeTalent(db(), { insuredMonths: 36, insuredMonthsAsOf: "2028-09" });
  const terms = { startsOn: "2028-09-01", endsOn: "2029-08-31", status: "ended" as const };
  await makeLease(db(), [{ personId }], { ...terms, endedOn: "2028-09-10" });
  await makeLease(db(), [{ personId }], { ...terms, startsOn: "2028-09-11", endedOn: "2028-09-30" });
  await runMonth(by.operator, "2028-09", { now: new Date("2028-09-05T00:00:00Z") });
  const its = await db().reader.select().from(offsets).where(eq(offsets.personId, personId));
  expect(its.map((one) => one.subsidyFen).sort((a, b) => a - b)).toEqual([0, 110000]);
  expect(its.find((one) => one.subsidyFen === 0)?.failed).toEqual([
    "changzhou/living:granted-once-a-month",
    "changzhou/rent:granted-once-a-month",
  ]);
});
