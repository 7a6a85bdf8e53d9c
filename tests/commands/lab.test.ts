import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, schemeDrafts, schemeVersions, settlements } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { officerQueue } from "#lib/desk/queue";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { discardDraft, makeDraft, proposeDraft, saveDraft } from "#lib/lab/commands";
import { figuresFor } from "#lib/lab/figures";
import { publishDraft, rejectDraft } from "#lib/lab/publishing";
import { draftFor, labFor } from "#lib/lab/queries";
import { checkSettlement } from "#lib/subsidy/commands";
import { offsetFor } from "#lib/subsidy/queries";
import { freshDatabase } from "#tests/support/database";
import { fieldsOf, textsOf } from "#tests/support/lab";
import { makeLease } from "#tests/support/leases";
import { everything, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
let a: Actor;
let b: Actor;
let master: string;
let doctor: string;
const given = { now: NOW };
const on = (month: string) => ({ now: new Date(`${month}-05T02:00:00Z`) });

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  [a, b] = [by.checker, by.approver];
  master = (await makeTalent(db())).personId;
  doctor = (await makeTalent(db(), { degree: "doctor" })).personId;
  await makeLease(db(), [{ personId: master }], { endsOn: "2028-02-28" });
  await makeLease(db(), [{ personId: doctor }], { endsOn: "2028-02-28" });
  await settleMonth(db(), by, "2026-08", new Date("2026-08-05T02:00:00Z"));
});

async function begun(source = "live:changzhou", fromMonth = "2026-11"): Promise<string> {
  const draftId = newId();
  const made = await makeDraft(a, { draftId, source, target: "changzhou", name: "试算", fromMonth }, given);
  if (!made.ok) throw new Error(made.reason);
  return draftId;
}

/** Saves the draft as its page shows it, with single fields changed. */
async function saved(draftId: string, change: Record<string, string | undefined>, texts: object = {}) {
  const draft = await draftFor(a, draftId);
  return saveDraft(a, { ...textsOf(draft), ...texts }, fieldsOf(draft, change), given);
}
const changed = async (change: Record<string, string | undefined>, source?: string, fromMonth?: string) => {
  const draftId = await begun(source, fromMonth);
  const done = await saved(draftId, change);
  if (!done.ok) throw new Error(JSON.stringify(done));
  return draftId;
};
const proposed = async (draftId: string) => proposeDraft(a, draftId, (await draftFor(a, draftId)).revision, given);
const hashOf = async (draftId: string) => (await draftFor(a, draftId)).contentHash;
const draftsToDecide = async (actor: Actor) =>
  (await officerQueue(actor, NOW)).mine.filter((one) => one.kind === "schemeDraft").length;
/** Everything that months leave behind, but for the record of who did what. */
const results = async () => ({ ...(await everything(db())), audit: [] });
const MASTER = "value.living-amount.0.master";
const asked = (draftId: string) => ({
  before: { kind: "live" as const },
  after: { kind: "draft" as const, id: draftId },
});

describe("a draft", () => {
  test("begins as what is in force, and saving it unchanged changes nothing of it", async () => {
    const draftId = await begun();
    const before = await draftFor(a, draftId);
    expect(await saved(draftId, {})).toMatchObject({ ok: true });
    const after = await draftFor(a, draftId);
    expect(after.scheme.parameters).toEqual(before.scheme.parameters);
    expect(after.scheme.conditions).toEqual(before.scheme.conditions);
    expect(after.scheme.parts).toEqual(before.scheme.parts);
    const told = await figuresFor(a, asked(draftId), NOW);
    expect(told).toMatchObject({
      ok: true,
      figures: { people: 2, same: 2, gains: { people: 0 }, losses: { people: 0 } },
    });
  });

  test("says a new amount from its month on and keeps what was before, with its clause", async () => {
    const draft = await draftFor(a, await changed({ [MASTER]: "700.50" }));
    const [amount] = draft.scheme.parameters;
    expect(
      amount?.values.map(({ from, to, value, source }) => [
        from,
        to,
        (value as Record<string, number>).master,
        source.document,
      ]),
    ).toEqual([
      [amount?.values[0]?.from, "2026-10-31", 50000, "czb-2021-21"],
      ["2026-11-01", null, 70050, "lab-2026-11"],
    ]);
    expect(draft.view.parts[0]?.amounts[0]?.parameter.rows[0]?.leaves).toMatchObject([
      { text: "800", was: null },
      { text: "700.50", was: "500" },
      { text: "300", was: null },
    ]);
  });

  test("moved to another month says the same from that month on", async () => {
    const draftId = await changed({ [MASTER]: "700" });
    expect(await saved(draftId, {}, { fromMonth: "2027-02" })).toMatchObject({ ok: true });
    const [amount] = (await draftFor(a, draftId)).scheme.parameters;
    expect(amount?.values.map(({ from, to }) => [from, to])).toEqual([
      [amount?.values[0]?.from, "2027-01-31"],
      ["2027-02-01", null],
    ]);
  });

  test("switches a condition and a part off and on again", async () => {
    const draftId = await changed({ "on.condition.lease-registered": undefined, "on.part.rent": undefined });
    let { scheme } = await draftFor(a, draftId);
    expect(scheme.conditions.map((one) => one.code)).not.toContain("lease-registered");
    expect(scheme.parts[1]?.inForce?.at(-1)?.to).toBe("2026-10-31");
    expect(await saved(draftId, { "on.condition.lease-registered": "on", "on.part.rent": "on" })).toMatchObject({
      ok: true,
    });
    ({ scheme } = await draftFor(a, draftId));
    expect(scheme.conditions).toHaveLength(12);
    expect(scheme.parts[1]?.inForce).toBeUndefined();
  });

  test("of another city keeps that city's amounts under the name of the complex's scheme", async () => {
    const draftId = await begun("scheme:zibo");
    const { scheme, base } = await draftFor(a, draftId);
    expect(scheme).toMatchObject({ id: "changzhou", parts: [{ id: "living" }] });
    expect(base.nameEn).toContain("Zibo");
  });
});

describe("refused, naming the field", () => {
  test.each([
    ["a negative amount", { [MASTER]: "-1" }, MASTER, "lab-amount-wrong"],
    ["fractions of a fen", { [MASTER]: "1.234" }, MASTER, "lab-amount-wrong"],
    ["a missing value", { [MASTER]: "" }, MASTER, "lab-value-missing"],
    ["half a year of age", { "value.oldest-age.0": "45.5" }, "value.oldest-age.0", "lab-count-wrong"],
    ["a day that is none", { "value.recruited-since.0": "2027-02-30" }, "value.recruited-since.0", "lab-day-wrong"],
    [
      "no class at all",
      none("classes-covered", ["doctor", "master", "bachelor"]),
      "value.classes-covered.0",
      "lab-list-empty",
    ],
    ["overlapping dates", { "from.month-limit.1": "2022-06-01" }, "from.month-limit.1", "lab-periods-overlap"],
    [
      "an end before the beginning",
      { "to.living-amount.0": "2026-10-31" },
      "to.living-amount.0",
      "lab-period-ends-early",
    ],
    ["a field that nobody asked for", { "value.rent-free.0": "1" }, "value.rent-free.0", "lab-field-unknown"],
  ])("%s", async (_, change, field, reason) => {
    const draftId = await begun();
    const before = await draftFor(a, draftId);
    expect(await saved(draftId, change)).toEqual({ ok: false, reason: "check-fields", problems: [{ field, reason }] });
    expect(await draftFor(a, draftId)).toEqual(before);
  });

  function none(parameter: string, words: string[]) {
    return Object.fromEntries(words.map((word) => [`value.${parameter}.0.${word}`, undefined]));
  }

  test("a month that is none", async () => {
    const given2 = { draftId: newId(), source: "live:changzhou", target: "changzhou", name: "x", fromMonth: "2027-13" };
    expect(await makeDraft(a, given2, given)).toMatchObject({ problems: [{ field: "fromMonth" }] });
    expect(await makeDraft(a, { ...given2, fromMonth: "2027-01", target: "zibo" }, given)).toMatchObject({
      reason: "lab-target-wrong",
    });
    await expect(makeDraft(a, { ...given2, fromMonth: "2027-01", source: "scheme:paris" }, given)).rejects.toThrow(
      NotFound,
    );
  });

  test("a month without a value, at the day on which the value ends", async () => {
    const draftId = await begun();
    const values = { on: "2027-04-01" };
    expect(await saved(draftId, { "to.living-amount.0": "2027-03-31" })).toMatchObject({
      problems: [{ field: "to.living-amount.0", reason: "lab-month-without-value", values }],
    });
    // A year ahead is enough: later a further version can follow.
    expect(await saved(draftId, { "to.living-amount.0": "2027-10-31" })).toMatchObject({ ok: true });
  });

  test("a stale page, another's draft, and one that is not open any more", async () => {
    const draftId = await changed({ [MASTER]: "510" });
    const draft = await draftFor(a, draftId);
    const old = { ...textsOf(draft), revision: draft.revision - 1 };
    expect(await saveDraft(a, old, fieldsOf(draft), given)).toMatchObject({ reason: "lab-draft-stale" });
    expect(await proposeDraft(a, draftId, draft.revision - 1, given)).toMatchObject({ reason: "lab-draft-stale" });
    expect(await saveDraft(b, textsOf(draft), fieldsOf(draft), given)).toMatchObject({
      reason: "lab-draft-of-another",
    });
    expect(await discardDraft(a, draftId, draft.revision, given)).toMatchObject({ ok: true });
    expect(await saveDraft(a, textsOf(draft), fieldsOf(draft), given)).toMatchObject({ reason: "lab-draft-closed" });
    for (const actor of [by.operator, await makeTalent(db()), await makeStaff(db(), "admin")]) {
      await expect(draftFor(actor, draftId)).rejects.toThrow(Forbidden);
      await expect(publishDraft(actor, draftId, draft.contentHash, given)).rejects.toThrow(Forbidden);
    }
    await expect(draftFor(a, "nowhere")).rejects.toThrow(NotFound);
  });
});

test("what a draft costs is told over the residents of today, by month, by person and by degree", async () => {
  const draftId = await changed({ [MASTER]: "700", "value.rent-amount.0.doctor": "500" });
  const told = await figuresFor(a, asked(draftId), NOW);
  if (!told.ok) throw new Error(told.reason);
  const { figures } = told;
  // From next month, October 2026, the draft from November on: eleven of the twelve months.
  expect(figures.months.map((row) => row.month).slice(0, 2)).toEqual(["2026-10", "2026-11"]);
  expect(figures.months.map((row) => row.afterFen - row.beforeFen)).toEqual([0, ...Array(11).fill(20000 - 30000)]);
  expect(figures.gains).toEqual({ people: 1, fen: 11 * 20000 });
  expect(figures.losses).toEqual({ people: 1, fen: -11 * 30000 });
  expect(figures.net).toMatchObject({
    month: "2026-11",
    rows: [
      { degree: "doctor", roomTypeId: "single", people: 1, beforeFen: 0, afterFen: 15000 },
      { degree: "master", roomTypeId: "single", people: 1, beforeFen: 35000, afterFen: 15000 },
    ],
  });
  expect(figures.list).toMatchObject({ who: "gains", found: 1, rows: [{ personId: master, differenceFen: 220000 }] });
  const losers = await figuresFor(a, { ...asked(draftId), who: "loses" }, NOW);
  expect(losers.ok && losers.figures.list.rows.map((row) => row.personId)).toEqual([doctor]);
});

test("two cities' schemes stand side by side, counting what nobody records as met only where that is asked", async () => {
  const sides = {
    before: { kind: "scheme" as const, name: "zibo" },
    after: { kind: "scheme" as const, name: "changzhou" },
  };
  const strict = await figuresFor(a, sides, NOW);
  const met = await figuresFor(a, { ...sides, untold: "met" }, NOW);
  if (!strict.ok || !met.ok) throw new Error("both can be decided");
  expect(strict.figures.beforeFen).toBe(0);
  expect(met.figures.beforeFen).toBeGreaterThan(0);
  expect(met.figures.afterFen).toBe(strict.figures.afterFen);
});

describe("publication", () => {
  test("whatever drafts there are, every month is decided as without them", async () => {
    await runMonth(by.operator, "2026-09", given);
    const before = await results();
    for (const amount of ["0", "9999.99"]) {
      const draftId = await changed({ [MASTER]: amount }, "live:changzhou", "2026-09");
      await saved(draftId, { "on.condition.lease-registered": undefined }, { retroactiveReason: "试" });
      await proposed(draftId);
      await figuresFor(b, asked(draftId), NOW);
    }
    await changed({}, "scheme:wuxi", "2026-09");
    expect(await runMonth(by.operator, "2026-09", given)).toMatchObject({ newBills: 0, decided: 0 });
    expect(await results()).toEqual(before);
  });

  test("another officer publishes what they were shown; the maker never does", async () => {
    const draftId = await changed({ [MASTER]: "700" });
    expect(await publishDraft(b, draftId, await hashOf(draftId), given)).toMatchObject({
      reason: "lab-draft-not-proposed",
    });
    expect(await proposed(draftId)).toMatchObject({ ok: true });
    expect(await proposed(draftId)).toMatchObject({ reason: "lab-draft-closed" });
    const waiting = await draftsToDecide(b);
    expect(await draftsToDecide(a)).toBe(0);
    expect(await publishDraft(a, draftId, await hashOf(draftId), given)).toMatchObject({
      reason: "lab-maker-cannot-publish",
    });
    expect(await rejectDraft(a, draftId, "x", given)).toMatchObject({ reason: "lab-maker-cannot-publish" });
    expect(await publishDraft(b, draftId, "0".repeat(64), given)).toMatchObject({ reason: "lab-draft-stale" });
    expect(await rejectDraft(b, draftId, " ", given)).toMatchObject({ reason: "lab-reject-without-reason" });
    expect(await rejectDraft(b, draftId, "先报预算", given)).toMatchObject({ ok: true });
    expect(await draftsToDecide(b)).toBe(waiting - 1);
    expect(await draftFor(a, draftId)).toMatchObject({ state: "draft", decidedReason: "先报预算", mine: true });
    expect(await proposed(draftId)).toMatchObject({ ok: true });
    expect(await publishDraft(b, draftId, await hashOf(draftId), given)).toMatchObject({
      ok: true,
      version: "2026-11",
    });
    expect(await publishDraft(b, draftId, await hashOf(draftId), given)).toMatchObject({
      reason: "lab-draft-not-proposed",
    });
    expect((await labFor(b, NOW)).versions).toMatchObject([
      { version: "2026-11", fromMonth: "2026-11", publisher: b.name },
    ]);
    const steps = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, draftId));
    expect(steps.map((row) => row.detail.step)).toEqual(["make", "save", "propose", "reject", "propose", "publish"]);
  });

  test("only months from its own on are decided by it, and those before stay as they were", async () => {
    const before = await results();
    expect(await runMonth(by.operator, "2026-09", given)).toMatchObject({ decided: 0 });
    expect(await results()).toEqual(before);
    await runMonth(by.operator, "2026-10", on("2026-10"));
    await runMonth(by.operator, "2026-11", on("2026-11"));
    expect((await offsetOf(db(), master, "2026-10")).parts).toEqual({
      "changzhou/living": 50000,
      "changzhou/rent": 60000,
    });
    const november = await offsetOf(db(), master, "2026-11");
    expect(november.parts).toEqual({ "changzhou/living": 70000, "changzhou/rent": 60000 });
    const { explained } = await offsetFor(b, november.id);
    expect(explained.schemes).toMatchObject([{ id: "changzhou", version: "2026-11" }]);
  });

  test("a draft begun before another was published is outdated", async () => {
    const [row] = await db().reader.select().from(schemeDrafts).where(eq(schemeDrafts.schemeVersion, "2023.1"));
    const draftId = await changed({ [MASTER]: "720" });
    await db().transaction((tx) =>
      tx.update(schemeDrafts).set({ schemeVersion: "2023.1" }).where(eq(schemeDrafts.id, draftId)),
    );
    expect(row?.schemeVersion).toBe("2023.1");
    expect(await proposed(draftId)).toMatchObject({ reason: "lab-draft-outdated", values: { version: "2026-11" } });
  });

  test("a draft for decided months needs a reason, and then decides them only where they are decided again", async () => {
    const draftId = await changed({ [MASTER]: "900" }, "live:changzhou", "2026-08");
    expect(await proposed(draftId)).toMatchObject({
      reason: "lab-changes-past",
      values: { month: "2026-08", next: "2026-09" },
    });
    expect(await saved(draftId, {}, { retroactiveReason: "市里追溯调整" })).toMatchObject({ ok: true });
    const before = await offsetOf(db(), master, "2026-08");
    expect(await proposed(draftId)).toMatchObject({ ok: true });
    expect(await publishDraft(b, draftId, await hashOf(draftId), given)).toMatchObject({
      ok: true,
      version: "2026-08",
    });
    await runMonth(by.operator, "2026-08", given);
    expect(await offsetOf(db(), master, "2026-08")).toEqual(before);
    const [september] = await db().reader.select().from(settlements).where(eq(settlements.month, "2026-09"));
    expect(await checkSettlement(a, september?.id ?? "", september?.contentHash ?? "", given)).toMatchObject({
      reason: "settlement-scheme-changed",
    });
    // September was only a draft batch: it is decided again from the version that now holds; November has its own.
    await runMonth(by.operator, "2026-09", given);
    expect((await offsetOf(db(), master, "2026-09")).parts["changzhou/living"]).toBe(90000);
    await runMonth(by.operator, "2026-11", on("2026-11"));
    expect((await offsetOf(db(), master, "2026-11")).parts["changzhou/living"]).toBe(70000);
    const [version] = await db().reader.select().from(schemeVersions).where(eq(schemeVersions.version, "2026-08"));
    expect(version).toMatchObject({
      retroactiveReason: "市里追溯调整",
      sequence: 2,
      proposedBy: a.userId,
      publishedBy: b.userId,
    });
  });
});
