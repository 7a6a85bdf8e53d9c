import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { auditLog, complexes, roundPlaces, rounds, units } from "#db/schema";
import { type Actor, system } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { loadComplex, setUnitStatus } from "#lib/inventory/commands";
import { overviewFor } from "#lib/inventory/overview";
import { publicBuilding, publicComplex, publicRoomType, publicRoomTypes } from "#lib/inventory/public";
import { UNITS_PER_PAGE, unitFor, unitsFor } from "#lib/inventory/queries";
import { USUAL_TERMS } from "#lib/rounds/rules-terms";
import { readComplexSeed } from "#seeds/wutong";
import { freshDatabase } from "#tests/support/database";
import { later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const seed = readComplexSeed();
let operator: Actor;

beforeAll(async () => {
  operator = await makeStaff(db(), "operator");
});

describe("loading the complex", () => {
  test("two loads at once put in one complex of 1415 vacant units and one audit row", async () => {
    const answers = await Promise.all([loadComplex(seed, { now: NOW }), loadComplex(seed, { now: NOW })]);
    expect(answers.map((answer) => answer.ok && answer.loaded).sort()).toEqual([false, true]);
    expect(await db().reader.$count(units, eq(units.status, "vacant"))).toBe(1415);
    expect(await db().reader.$count(auditLog, eq(auditLog.action, "complex.load"))).toBe(1);
  });

  test("loading it again changes nothing", async () => {
    expect(await loadComplex(seed, { now: later(1000) })).toMatchObject({ ok: true, loaded: false, unitCount: 1415 });
  });

  test("a database holds one complex: another one is refused", async () => {
    const other = { ...seed, complex: { ...seed.complex, id: "elsewhere" } };
    expect(await loadComplex(other, { now: NOW })).toMatchObject({ ok: false, reason: "another-complex-loaded" });
    expect(await db().reader.$count(complexes)).toBe(1);
  });
});

describe("what everybody may see", () => {
  test("the published figures hold: 11 buildings, 1415 units, 3500 beds, five types from 1000 to 3000 yuan", async () => {
    const complex = await publicComplex();
    expect(complex).toMatchObject({ total: 1415, free: 1415, beds: 3500, scheme: "changzhou" });
    expect(complex?.buildings).toHaveLength(11);
    expect(complex?.buildings.reduce((sum, { total }) => sum + total, 0)).toBe(1415);
    const rents = (await publicRoomTypes()).map(({ rentFen }) => rentFen);
    expect([rents.length, Math.min(...rents), Math.max(...rents)]).toEqual([5, 100000, 300000]);
  });

  test("a room type tells where it is free, an unknown one is null", async () => {
    const single = await publicRoomType("single");
    expect(single).toMatchObject({ rentFen: 145000, total: 310, free: 310 });
    expect(single?.buildings.reduce((sum, { free }) => sum + free, 0)).toBe(310);
    expect(await publicRoomType("penthouse")).toBeNull();
  });

  test("a building shows per room whether it is free and nothing else", async () => {
    await setUnitStatus(operator, "b01-0101", "frozen", "待核查", { now: NOW });
    const building = await publicBuilding("b01");
    expect(building?.floors.map(({ floor }) => floor)).toEqual([6, 5, 4, 3, 2, 1]);
    const [room] = building?.floors.at(-1)?.rooms ?? [];
    expect(room).toEqual({ roomNo: "0101", roomTypeId: "quad", free: false });
    expect(JSON.stringify(building)).not.toContain("待核查");
    expect(await publicBuilding("b99")).toBeNull();
    await setUnitStatus(operator, "b01-0101", "vacant", "核查完毕", { now: NOW });
  });

  test("units of a round whose places are not given yet count as free, offered ones do not", async () => {
    const roundId = await makeRound("R-FREE", "open");
    await db().transaction(async (tx) => {
      await tx.insert(roundPlaces).values({ roundId, unitId: "b02-0101", bed: 0, categoryId: "b02-single" });
      await tx.update(units).set({ status: "held" }).where(eq(units.id, "b02-0101"));
    });
    expect((await publicComplex())?.free).toBe(1415);
    await db().transaction((tx) => tx.update(rounds).set({ status: "offering" }).where(eq(rounds.id, roundId)));
    expect((await publicComplex())?.free).toBe(1414);
    await db().transaction((tx) => tx.update(units).set({ status: "vacant" }).where(eq(units.id, "b02-0101")));
  });
});

describe("an operator sets a unit's status by hand", () => {
  const set = (unitId: string, status: Parameters<typeof setUnitStatus>[2], reason = "卫生间漏水") =>
    setUnitStatus(operator, unitId, status, reason, { now: NOW });

  test("a vacant unit goes out of order with a reason, which the history keeps", async () => {
    expect(await set("b03-0101", "outOfOrder")).toMatchObject({ ok: true, from: "vacant", status: "outOfOrder" });
    const unit = await unitFor(operator, "b03-0101");
    expect(unit).toMatchObject({ status: "outOfOrder", statusReason: "卫生间漏水" });
    expect(unit.history[0]).toMatchObject({
      action: "unit.setStatus",
      detail: { from: "vacant", to: "outOfOrder", reason: "卫生间漏水" },
      by: operator.name,
    });
  });

  test("without a reason nothing changes", async () => {
    expect(await set("b03-0102", "frozen", "  ")).toMatchObject({
      ok: false,
      problems: [{ field: "reason", reason: "unit-status-reason-missing" }],
    });
    expect((await unitFor(operator, "b03-0102")).status).toBe("vacant");
  });

  test("of two operators at once one changes it and the other is refused", async () => {
    const answers = await Promise.all([set("b03-0103", "outOfOrder"), set("b03-0103", "outOfOrder")]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  test("occupied, held and reserved follow from leases and offers, never from a hand", async () => {
    expect(await set("b03-0104", "occupied")).toMatchObject({ ok: false, reason: "unit-status-by-hand" });
    await db().transaction((tx) => tx.update(units).set({ status: "occupied" }).where(eq(units.id, "b03-0104")));
    expect(await set("b03-0104", "frozen")).toMatchObject({ ok: false, reason: "unit-status-by-hand" });
  });

  test("a unit of a round under way stays as it is: its places were published", async () => {
    const roundId = await makeRound("R-RUN", "frozen");
    await db().transaction((tx) =>
      tx.insert(roundPlaces).values({ roundId, unitId: "b03-0105", bed: 0, categoryId: "b03-single" }),
    );
    expect(await set("b03-0105", "outOfOrder")).toEqual({
      ok: false,
      reason: "unit-in-round",
      values: { round: "R-RUN" },
    });
  });

  test("talents, officers and auditors may not, and an unknown unit is not found", async () => {
    for (const actor of [await makeTalent(db()), await makeStaff(db(), "officer"), await makeStaff(db(), "auditor")]) {
      await expect(setUnitStatus(actor, "b03-0106", "frozen", "x", { now: NOW })).rejects.toThrow(Forbidden);
    }
    await expect(set("b99-0101", "frozen")).rejects.toThrow(NotFound);
  });
});

describe("the operator's list and overview", () => {
  test("filters join, counts follow the other filters, and pages are clamped", async () => {
    const all = await unitsFor(operator, {});
    expect([all.all, all.total, all.rows.length]).toEqual([1415, 1415, UNITS_PER_PAGE]);
    const single = await unitsFor(operator, { building: "b09", type: "single", status: "vacant", page: "99" });
    expect(single.rows.every((row) => row.buildingId === "b09" && row.roomTypeId === "single")).toBe(true);
    expect(single.page).toBe(single.pages);
    expect(single.total).toBe(single.counts.vacant);
    const room = await unitsFor(operator, { building: "b03", search: "0104" });
    expect(room.rows.map(({ id }) => id)).toEqual(["b03-0104"]);
    expect((await unitsFor(operator, { status: "outOfOrder" })).total).toBe(2);
    expect((await unitsFor(operator, { status: "free" })).total).toBe((await publicComplex())?.free);
  });

  test("what an address makes up is left out rather than an error", async () => {
    expect((await unitsFor(operator, { status: "haunted", page: "-3", search: "' or 1=1" })).page).toBe(1);
    expect((await unitsFor(operator, { building: "b99" })).total).toBe(0);
  });

  test("the overview's sums agree with its parts", async () => {
    const overview = await overviewFor(operator, { now: NOW });
    expect(overview).toMatchObject({ total: 1415, occupied: 1, month: null });
    expect(overview.rounds.map(({ code }) => code)).toEqual(["R-RUN", "R-FREE"]);
    expect(overview.buildings.reduce((sum, { free }) => sum + free, 0)).toBe(overview.free);
    expect(overview.roomTypes.reduce((sum, { free }) => sum + free, 0)).toBe(overview.free);
    expect(overview.buildings.flatMap(({ freeByType }) => freeByType).reduce((a, b) => a + b, 0)).toBe(overview.free);
  });

  test("talents and officers see neither; auditors see both", async () => {
    const auditor = await makeStaff(db(), "auditor");
    expect((await overviewFor(auditor, { now: NOW })).total).toBe(1415);
    for (const actor of [await makeTalent(db()), await makeStaff(db(), "officer"), system]) {
      await expect(overviewFor(actor, { now: NOW })).rejects.toThrow(Forbidden);
      await expect(unitsFor(actor, {})).rejects.toThrow(Forbidden);
      await expect(unitFor(actor, "b01-0101")).rejects.toThrow(Forbidden);
    }
    await expect(unitFor(operator, "nowhere")).rejects.toThrow(NotFound);
  });
});

async function makeRound(code: string, status: "open" | "frozen"): Promise<string> {
  const id = newId();
  await db().transaction((tx) =>
    tx.insert(rounds).values({
      id,
      code,
      status,
      complexId: "wutong",
      mechanism: "choice",
      terms: USUAL_TERMS,
      nameZh: code,
      nameEn: code,
      opensAt: NOW,
      closesAt: later(86_400_000),
      moveInOn: "2026-10-01",
      offerHours: 72,
      rules: "test",
      randomnessSources: [],
      randomnessFallback: "test",
      commitment: "00",
      chainSecretSealed: "-",
      chainLength: 32,
      createdAt: NOW,
      createdBy: operator.userId,
    }),
  );
  return id;
}
