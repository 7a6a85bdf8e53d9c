import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { offsets, schemeFiles, settlements } from "#db/schema";
import { system } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { Forbidden } from "#lib/errors";
import { planInForce, planOfComplex } from "#lib/subsidy/in-force";
import { setPlan as setPlanLine } from "#lib/subsidy/plans";
import { offsetFor } from "#lib/subsidy/queries";
import { planText, versionsOf } from "#lib/subsidy/rules-plan";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, offsetOf, settleMonth } from "#tests/support/month";
import { changedScheme, publishedVersion, setPlan } from "#tests/support/schemes";
import { buildComplex, makeStaff, makeTalent } from "#tests/support/world";

const db = freshDatabase();
let by: Officers;
let master = "";
const on = (month: string) => new Date(`${month}-05T02:00:00Z`);

/** A flat amount for everybody who is asked nothing, as a scheme of its own. */
const flat = (id: string, fen: number, more: object = {}) =>
  changedScheme("changzhou", (json) => {
    json.id = id;
    json.version = "1";
    json.conditions = [];
    for (const value of json.parameters[0].values) value.value = { doctor: fen, master: fen, bachelor: fen };
    json.parts = [{ ...json.parts[0], ...more }];
  });

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  master = (await makeTalent(db())).personId;
  await makeLease(db(), [{ personId: master }], { endsOn: "2028-02-28" });
  await publishedVersion(db(), flat("district", 20000), "2026-01");
  await publishedVersion(db(), flat("county", 30000), "2026-01");
});

test("a complex without a plan is decided by its one scheme, whose file is kept as it was", async () => {
  await settleMonth(db(), by, "2026-08", on("2026-08"));
  const [batch] = await db().reader.select().from(settlements);
  expect(batch).toMatchObject({ plan: "changzhou", versions: { changzhou: "2023.1" } });
  const kept = await db().reader.select().from(schemeFiles);
  expect(kept).toMatchObject([{ schemeId: "changzhou", version: "2023.1", content: { id: "changzhou" } }]);
});

test("each scheme of a plan sees what the earlier ones left, and parts are named by scheme", async () => {
  await publishedVersion(db(), { ...flat("topping", 50000, { cap: "remainingRent" }) }, "2026-01");
  await setPlan(db(), ["changzhou", { bestOf: ["district", "county"] }, "topping"]);
  await settleMonth(db(), by, "2026-09", on("2026-09"));
  const offset = await offsetOf(db(), master, "2026-09");
  // 1450 of rent: 500 and 600 of Changzhou, 300 of the better of two, and 50 of the last, which is all that is left.
  expect(offset).toMatchObject({ subsidyFen: 145000, offsetFen: 145000, surplusFen: 0 });
  expect(offset.parts).toEqual({
    "changzhou/living": 50000,
    "changzhou/rent": 60000,
    "county/living": 30000,
    "topping/living": 5000,
  });
  expect(offset.monthsUsed).toEqual({
    "changzhou/living": 1,
    "changzhou/rent": 1,
    "district/living": 0,
    "county/living": 0,
    "topping/living": 0,
  });
  expect(offset.failed).toEqual(["district/living:best-of"]);
  const [batch] = await db().reader.select().from(settlements).where(eq(settlements.month, "2026-09"));
  expect(batch?.plan).toBe("changzhou+district|county+topping");
  const { explained } = await offsetFor(by.checker, offset.id);
  expect(explained.parts.map(({ part, grantedFen }) => [part, grantedFen])).toEqual([
    ["changzhou/living", 50000],
    ["changzhou/rent", 60000],
    ["district/living", 0],
    ["county/living", 30000],
    ["topping/living", 5000],
  ]);
});

test("of a best-of one person is granted only one a month, whatever bill it came with", async () => {
  await setPlan(db(), [{ bestOf: ["share", "county"] }]);
  // 30 percent of the rent is better for the dear room, the flat 300 for the cheap one.
  const share = changedScheme("changzhou", (json) => {
    json.id = "share";
    json.conditions = [];
    const source = json.parameters[0].values[0].source;
    const values = [{ from: "2026-01-01", to: null, value: 30, source }];
    json.parameters.push({ id: "share", unit: "percent-of-rent", rounding: "down", datedBy: "month", values });
    json.parts = [{ ...json.parts[0], amount: "share", percentOf: "rent" }];
  });
  await publishedVersion(db(), share, "2026-01");
  const { personId } = await makeTalent(db());
  const half = { startsOn: "2026-10-01", endsOn: "2027-09-30", status: "ended" as const };
  await makeLease(db(), [{ personId }], { ...half, rentFen: 300000, endedOn: "2026-10-20" });
  await makeLease(db(), [{ personId }], { ...half, startsOn: "2026-10-21", endedOn: "2026-10-31" });
  await runMonth(by.operator, "2026-10", { now: on("2026-10") });
  const its = await db().reader.select().from(offsets).where(eq(offsets.personId, personId));
  expect(its.filter((one) => one.subsidyFen > 0)).toHaveLength(1);
  expect(its.flatMap((one) => one.failed)).toContain("county/living:granted-once-a-month");
});

test("a month takes the version that is in force for it, and what was decided is explained by its own", async () => {
  await setPlan(db(), null);
  const raised = changedScheme("changzhou", (json) => {
    json.version = "2026-11";
    json.parameters[0].values[0].value.master = 70000;
  });
  await publishedVersion(db(), raised, "2026-11");
  await runMonth(by.operator, "2026-10", { now: on("2026-10") });
  await runMonth(by.operator, "2026-11", { now: on("2026-11") });
  expect((await offsetOf(db(), master, "2026-10")).parts).toEqual({
    "changzhou/living": 50000,
    "changzhou/rent": 60000,
  });
  expect((await offsetOf(db(), master, "2026-11")).parts).toEqual({
    "changzhou/living": 70000,
    "changzhou/rent": 60000,
  });
  const granted = async (month: string) => {
    const { id } = await offsetOf(db(), master, month);
    const { explained } = await offsetFor(by.checker, id);
    return [explained.schemes.map((one) => one.version), explained.parts.map((one) => one.grantedFen)];
  };
  expect(await granted("2026-10")).toEqual([["2023.1"], [50000, 60000]]);
  expect(await granted("2026-11")).toEqual([["2026-11"], [70000, 60000]]);
});

test("of two versions the one with the later first month is in force; for the same month the one published later", async () => {
  const version = (text: string) =>
    changedScheme("changzhou", (json) => {
      json.version = text;
    });
  await publishedVersion(db(), version("b"), "2027-03");
  await publishedVersion(db(), version("c"), "2027-01");
  await publishedVersion(db(), version("d"), "2027-03");
  const inForce = async (month: string) => versionsOf(await planInForce(db().reader, month)).changzhou;
  expect(await Promise.all(["2026-10", "2026-12", "2027-01", "2027-02", "2027-03", "2028-01"].map(inForce))).toEqual([
    "2023.1",
    "2026-11",
    "c",
    "c",
    "d",
    "d",
  ]);
  expect(planText(await planInForce(db().reader, "2027-01"))).toBe("changzhou");
});

test("a file that changed and kept its version decides nothing more", async () => {
  const before = await billOf(db(), master, "2026-11");
  await db().transaction((tx) =>
    tx.insert(schemeFiles).values({
      id: "x",
      schemeId: "zibo",
      version: "2022.1",
      content: {},
      contentHash: "another",
      keptAt: on("2026-11"),
    }),
  );
  await setPlan(db(), ["zibo"]);
  expect(await runMonth(by.operator, "2026-12", { now: on("2026-12") })).toMatchObject({
    reason: "scheme-version-reused",
    values: { scheme: "zibo", version: "2022.1" },
  });
  expect(await billOf(db(), master, "2026-11")).toEqual(before);
});

test("the plan is set in one line by the command line alone, and names schemes that there are, once each", async () => {
  const now = on("2026-12");
  expect(await setPlanLine(system, "suzhou-sip+suzhou|wuxi", { now })).toMatchObject({ ok: true });
  expect(await planOfComplex(db().reader)).toEqual(["suzhou-sip", { bestOf: ["suzhou", "wuxi"] }]);
  expect(await setPlanLine(system, "changzhou+paris", { now })).toMatchObject({
    reason: "plan-scheme-unknown",
    values: { scheme: "paris" },
  });
  expect(await setPlanLine(system, "changzhou+", { now })).toMatchObject({ reason: "plan-scheme-unknown" });
  expect(await setPlanLine(system, "changzhou+changzhou", { now })).toMatchObject({ reason: "plan-scheme-twice" });
  await expect(setPlanLine(by.checker, "changzhou", { now })).rejects.toThrow(Forbidden);
  expect(await setPlanLine(system, "changzhou", { now })).toMatchObject({ ok: true });
  expect(planText(await planInForce(db().reader, "2026-10"))).toBe("changzhou");
});
