import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { billLines, bills, type leases, meterCharges, meterReadings, meterRows, periods } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { nextNumbers } from "#lib/counters";
import { instantOn } from "#lib/days";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { chargeReadings } from "#lib/meters/charge";
import { installMeter, recordReadings, retireMeter } from "#lib/meters/commands";
import { readingImportFor, readingImports, waitingReading, waitingReadings } from "#lib/meters/import-queries";
import { acceptReading, confirmReadings, discardReadings, dismissReading } from "#lib/meters/imports";
import { previewReadings } from "#lib/meters/preview";
import { leaseMeters, meterCounts, unitMeters, usesToCharge } from "#lib/meters/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease as leaseIn } from "#tests/support/leases";
import { addUnits, buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";
import { inGbk, makeXlsx } from "#tests/support/xlsx";

const db = freshDatabase();
let operator: Actor;
let auditor: Actor;

beforeAll(async () => {
  await buildComplex(db());
  operator = await makeStaff(db(), "operator");
  auditor = await makeStaff(db(), "auditor");
  await db().transaction((tx) => nextNumbers(tx, "lease:2026", 500));
});

const at = (day: string) => ({ now: instantOn(day, 10) });
let serials = 0;
/** A unit with an electricity meter that showed 100 kWh on 31 July, and a tenant since 1 March. */
async function room(values: Partial<typeof leases.$inferInsert> = {}) {
  const [unitId = ""] = await addUnits(db(), "b01", "single", 1);
  const anna = await makeTalent(db());
  const leaseId = await leaseIn(db(), [{ personId: anna.personId }], { unitId, ...values });
  const serialNo = `E${String(++serials).padStart(6, "0")}`;
  const given = { unitId, kind: "electricity" as const, serialNo, installedOn: "2026-07-31", valueHundredths: 10000 };
  const installed = await installMeter(operator, given, at("2026-07-31"));
  if (!installed.ok) throw new Error(installed.reason);
  return { unitId, leaseId, anna, serialNo, meterId: installed.meterId };
}
const csv = (...rows: (string | number)[][]) =>
  new TextEncoder().encode([["表号", "抄表日期", "读数"], ...rows].map((row) => row.join(",")).join("\n"));
const upload = (bytes: Uint8Array, day = "2026-09-10", by = operator) =>
  previewReadings(by, { name: "8月抄表.csv", bytes }, at(day));
async function uploaded(...rows: (string | number)[][]) {
  const done = await upload(csv(...rows));
  if (!done.ok) throw new Error(done.reason);
  return done.importId;
}
const rowsOf = async (importId: string) =>
  (await db().reader.select().from(meterRows).where(eq(meterRows.importId, importId))).sort((a, b) => a.line - b.line);
const linesOf = (personId: string) =>
  db()
    .reader.select({
      amountFen: billLines.amountFen,
      month: bills.month,
      kind: billLines.kind,
      detail: billLines.detail,
    })
    .from(billLines)
    .innerJoin(bills, eq(bills.id, billLines.billId))
    .where(eq(bills.personId, personId));
const wrongFacts = async () => (await ledgerFacts()).filter((fact) => !fact.ok);

describe("meters", () => {
  test("are put into units by operators, under a number of their own, with what they show on that day", async () => {
    const { unitId, serialNo } = await room();
    const given = { unitId, kind: "water" as const, serialNo, installedOn: "2026-09-01", valueHundredths: 0 };
    const install = (change: object, by = operator) => installMeter(by, { ...given, ...change }, { now: NOW });
    expect(await install({})).toMatchObject({ problems: [{ field: "serialNo", reason: "meter-serial-taken" }] });
    expect(await install({ serialNo: serialNo.toLowerCase() })).toMatchObject({
      problems: [{ reason: "meter-serial-taken" }],
    });
    expect(await install({ serialNo: " " })).toMatchObject({ problems: [{ reason: "meter-serial-missing" }] });
    expect(await install({ serialNo: "W1", installedOn: "2026-09-11" })).toMatchObject({
      problems: [{ field: "installedOn", reason: "meter-installed-ahead" }],
    });
    await expect(install({ serialNo: "W1" }, auditor)).rejects.toThrow(Forbidden);
    await expect(install({ serialNo: "W1", unitId: newId() })).rejects.toThrow(NotFound);
    expect(await install({ serialNo: "W1" })).toMatchObject({ ok: true });
    const shown = await unitMeters(auditor, unitId);
    expect(shown.meters.map((meter) => [meter.kind, meter.readings.length])).toEqual([
      ["electricity", 1],
      ["water", 1],
    ]);
    expect(await meterCounts(auditor, NOW)).toContainEqual(expect.objectContaining({ kind: "water", count: 1 }));
  });

  test("go once, with what they last showed, and a new one goes on in their place", async () => {
    const { unitId, meterId } = await room();
    const retire = (on: string, valueHundredths: number, reason = "") =>
      retireMeter(operator, meterId, { on, valueHundredths, reason }, { now: NOW });
    expect(await retire("2026-09-11", 20000)).toMatchObject({ problems: [{ reason: "meter-retired-ahead" }] });
    expect(await retire("2026-07-30", 20000)).toMatchObject({ problems: [{ reason: "meter-read-later" }] });
    expect(await retire("2026-08-31", 9000)).toMatchObject({
      problems: [{ field: "value", reason: "reading-below-last" }],
    });
    expect(await retire("2026-08-31", 20000)).toMatchObject({ ok: true, unitId });
    expect(await retire("2026-08-31", 20000)).toMatchObject({ reason: "meter-retired" });
    const given = {
      unitId,
      kind: "electricity" as const,
      serialNo: "NEW1",
      installedOn: "2026-08-31",
      valueHundredths: 5,
    };
    await installMeter(operator, given, { now: NOW });
    expect((await usesToCharge(operator, { upTo: "2026-09-10", unitId })).charges).toMatchObject([
      { usedHundredths: 10000, amountFen: 5300 },
    ]);
    await expect(
      retireMeter(operator, newId(), { on: "2026-08-31", valueHundredths: 1, reason: "" }, { now: NOW }),
    ).rejects.toThrow(NotFound);
  });
});

describe("a list of readings", () => {
  test("is read in UTF-8, GBK or as a spreadsheet, once, and says what each line would do", async () => {
    const [one, other] = [await room(), await room()];
    const rows = [
      [one.serialNo, "2026-08-31", "180.00"],
      [other.serialNo, "2026/8/31", "90"],
      ["NOBODY", "2026-08-31", "5"],
      [one.serialNo, "2026-09-11", "200"],
      [one.serialNo, "2026-08-31", "181"],
      [one.serialNo, "someday", "181"],
      [other.serialNo, "2026-09-01", "-1"],
    ];
    const importId = await uploaded(...rows);
    expect((await rowsOf(importId)).map(({ state, reason }) => [state, reason])).toEqual([
      ["good", ""],
      ["implausible", "reading-below-last"],
      ["wrong", "reading-meter-unknown"],
      ["wrong", "reading-in-future"],
      ["duplicate", "reading-twice-in-file"],
      ["wrong", "row-date-wrong"],
      ["wrong", "reading-value-wrong"],
    ]);
    expect(await upload(csv(...rows))).toMatchObject({ importId, before: true });
    const text = [
      ["抄见日期", "电表号", "止码"],
      ["2026-08-31", one.serialNo, "180"],
    ]
      .map((row) => row.join(","))
      .join("\n");
    const gbk = await upload(inGbk(text));
    expect(gbk).toMatchObject({ ok: true, before: false });
    const sheet = makeXlsx([
      ["表号", "日期", "读数（度）"],
      [one.serialNo, "2026-08-31", 180.5],
    ]);
    const xlsx = await upload(sheet);
    expect((await rowsOf(xlsx.ok ? xlsx.importId : ""))[0]).toMatchObject({ valueHundredths: 18050, state: "good" });
    for (const done of [gbk, xlsx]) await discardReadings(operator, done.ok ? done.importId : "", { now: NOW });
    expect(await upload(new TextEncoder().encode("a,b\n1,2"))).toMatchObject({ reason: "columns-missing" });
    expect(await upload(csv())).toMatchObject({ reason: "file-without-rows" });
    await expect(upload(csv(["X", "2026-08-31", 1]), "2026-09-10", auditor)).rejects.toThrow(Forbidden);
    expect(await confirmReadings(operator, importId, { now: NOW })).toMatchObject({
      reason: "import-has-wrong-rows",
      values: { count: 4 },
    });
    expect(await discardReadings(operator, importId, { now: NOW })).toMatchObject({ ok: true });
    expect(await confirmReadings(operator, importId, { now: NOW })).toMatchObject({ reason: "import-discarded" });
    expect(await db().reader.$count(meterReadings, eq(meterReadings.meterId, one.meterId))).toBe(1);
  });

  test("is recorded once; what does not look right waits until somebody says why, or puts it aside", async () => {
    const [one, high, low] = [await room(), await room(), await room()];
    const importId = await uploaded(
      [one.serialNo, "2026-08-31", 180],
      [high.serialNo, "2026-08-31", 9000],
      [low.serialNo, "2026-08-31", 10],
    );
    const both = await Promise.all([1, 2].map(() => confirmReadings(operator, importId, { now: NOW })));
    expect(both.map((done) => done.ok && [done.recorded, done.waiting])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(both.map((done) => done.ok && done.before).sort()).toEqual([false, true]);
    expect(await discardReadings(operator, importId, { now: NOW })).toMatchObject({ reason: "import-confirmed" });
    const [, first, second] = await rowsOf(importId);
    const [highId, lowId] = [first?.id ?? "", second?.id ?? ""];
    expect((await waitingReadings(auditor)).rows.map(({ id }) => id)).toEqual([highId, lowId]);
    expect(await waitingReading(operator, highId)).toMatchObject({ serialNo: high.serialNo });
    expect(await acceptReading(operator, highId, " ", { now: NOW })).toMatchObject({
      reason: "reading-without-reason",
    });
    for (const _ of [1, 2])
      expect(await acceptReading(operator, highId, "空调常开，已核对", { now: NOW })).toMatchObject({ ok: true });
    for (const _ of [1, 2])
      expect(await dismissReading(operator, lowId, "抄错", { now: NOW })).toMatchObject({ ok: true });
    expect(await acceptReading(operator, lowId, "x", { now: NOW })).toMatchObject({ reason: "row-not-waiting" });
    await expect(acceptReading(operator, newId(), "x", { now: NOW })).rejects.toThrow(NotFound);
    const [kept] = await db()
      .reader.select()
      .from(meterReadings)
      .where(and(eq(meterReadings.meterId, high.meterId), eq(meterReadings.readOn, "2026-08-31")));
    expect(kept).toMatchObject({ valueHundredths: 900000, acceptedReason: "空调常开，已核对", source: "import" });
    expect((await rowsOf(importId))[1]?.readingId).toBe(kept?.id);
    expect(await readingImportFor(auditor, importId, { state: "posted" })).toMatchObject({
      found: 2,
      counts: { posted: 2 },
    });
    expect((await readingImports(auditor))[0]).toMatchObject({ id: importId, recorded: 2, waiting: 0 });
    await expect(readingImportFor(auditor, newId())).rejects.toThrow(NotFound);
  });

  test("is judged again when it is recorded: what was read otherwise meanwhile is not taken twice", async () => {
    const { serialNo, meterId, unitId } = await room();
    const importId = await uploaded([serialNo, "2026-08-31", 180], [serialNo, "2026-09-05", 185]);
    const reading = { meterId, readOn: "2026-08-31", valueHundredths: 18000, reason: "" };
    expect(await recordReadings(operator, [reading], "desk", { now: NOW })).toMatchObject({ recorded: 1 });
    expect(await recordReadings(operator, [reading], "desk", { now: NOW })).toMatchObject({ recorded: 0 });
    expect(await confirmReadings(operator, importId, { now: NOW })).toMatchObject({ recorded: 1, waiting: 0 });
    expect((await rowsOf(importId)).map(({ state }) => state)).toEqual(["duplicate", "posted"]);
    expect((await usesToCharge(operator, { upTo: "2026-09-10", unitId })).charges).toHaveLength(2);
  });
});

describe("readings by hand", () => {
  test("of moving in and out: all or none, and what does not look right needs a reason", async () => {
    const [one, other] = [await room(), await room()];
    const reading = (meterId: string, valueHundredths: number, reason = "") => ({
      meterId,
      readOn: "2026-09-10",
      valueHundredths,
      reason,
      field: `value-${meterId}`,
    });
    const record = (...readings: ReturnType<typeof reading>[]) =>
      recordReadings(operator, readings, "checkOut", { now: NOW });
    expect(await record(reading(one.meterId, 12000), reading(other.meterId, 5))).toMatchObject({
      problems: [{ field: `value-${other.meterId}`, reason: "reading-below-last" }],
    });
    expect(await db().reader.$count(meterReadings, eq(meterReadings.meterId, one.meterId))).toBe(1);
    expect(await record(reading(one.meterId, 12000), reading(other.meterId, 5, "换表前抄错"))).toMatchObject({
      recorded: 2,
    });
    expect((await leaseMeters(operator, one.leaseId)).meters).toMatchObject([
      { last: { valueHundredths: 12000, source: "checkOut" } },
    ]);
    const ahead = { ...reading(one.meterId, 13000), readOn: "2026-09-11" };
    expect(await record(ahead)).toMatchObject({ problems: [{ field: "readOn", reason: "reading-in-future" }] });
    await expect(recordReadings(auditor, [reading(one.meterId, 1)], "desk", { now: NOW })).rejects.toThrow(Forbidden);
    // The lower reading gives back what the one before had been too high.
    expect((await usesToCharge(operator, { upTo: "2026-09-10", unitId: other.unitId })).charges).toMatchObject([
      { usedHundredths: -9995, amountFen: -5297 },
    ]);
  });
});

describe("what was used", () => {
  test("is charged with the month's run, once, whenever and however often it is run", async () => {
    const { serialNo, anna, meterId } = await room();
    const importId = await uploaded([serialNo, "2026-08-31", 200]);
    await confirmReadings(operator, importId, { now: NOW });
    // August is over: its bills take no readings.
    await runMonth(operator, "2026-08", { now: NOW });
    expect(await linesOf(anna.personId)).toEqual([]);
    await Promise.all([1, 2].map(() => runMonth(operator, "2026-09", { now: NOW })));
    await runMonth(operator, "2026-09", { now: NOW });
    expect(await linesOf(anna.personId)).toMatchObject([
      {
        kind: "electricity",
        month: "2026-09",
        amountFen: 5300,
        detail: {
          serialNo,
          from: "100.00",
          to: "200.00",
          used: "100.00",
          worked: "100.00 × 0.53",
          days: 31,
          ofDays: 31,
        },
      },
    ]);
    expect(await db().reader.$count(meterCharges, eq(meterCharges.meterId, meterId))).toBe(1);
    const before = { meterId, readOn: "2026-08-15", valueHundredths: 15000, reason: "" };
    expect(await recordReadings(operator, [before], "desk", { now: NOW })).toMatchObject({
      problems: [{ reason: "reading-before-charged" }],
    });
    expect(await wrongFacts()).toEqual([]);
  });

  test("by the desk up to a day: two who press at once charge it once; never a day ahead", async () => {
    const { meterId, anna, unitId } = await room();
    const readings = ["2026-08-31", "2026-09-05", "2026-09-10"].map((readOn, index) => ({
      meterId,
      readOn,
      valueHundredths: 20000 + index * 1000,
      reason: "",
    }));
    await recordReadings(operator, readings, "desk", { now: NOW });
    const charge = (upTo: string, by = operator) => chargeReadings(by, { upTo }, { now: NOW });
    expect(await charge("2026-09-11")).toMatchObject({ reason: "charge-day-ahead" });
    await expect(charge("2026-09-05", auditor)).rejects.toThrow(Forbidden);
    const both = await Promise.all([charge("2026-09-05"), charge("2026-09-05")]);
    expect(both.map((done) => done.ok && done.uses > 0).sort()).toEqual([false, true]);
    expect((await linesOf(anna.personId)).map(({ amountFen }) => amountFen).sort()).toEqual([530, 5300]);
    expect((await usesToCharge(operator, { upTo: "2026-09-10", unitId })).charges).toHaveLength(1);
    expect(await wrongFacts()).toEqual([]);
  });

  test("by two tenants one after the other is charged to each for their days, on their own bills, and an empty day to nobody", async () => {
    const { meterId, unitId, anna } = await room({ status: "ended", endedOn: "2026-08-10" });
    const bo = await makeTalent(db());
    await leaseIn(db(), [{ personId: bo.personId }], { unitId, startsOn: "2026-08-22" });
    await recordReadings(operator, [{ meterId, readOn: "2026-08-31", valueHundredths: 20000, reason: "" }], "desk", {
      now: NOW,
    });
    const done = await chargeReadings(operator, { upTo: "2026-08-31" }, { now: NOW });
    // 53 yuan over 31 days: ten of hers, ten of his, eleven empty.
    expect(done).toMatchObject({ ok: true, amountFen: 5300, unlivedFen: 1881 });
    expect(await linesOf(anna.personId)).toMatchObject([{ amountFen: 1710, detail: { days: 10, ofDays: 31 } }]);
    expect(await linesOf(bo.personId)).toMatchObject([{ amountFen: 1709, month: "2026-09" }]);
    expect(await wrongFacts()).toEqual([]);
  });

  test("goes on the next open month's bill while the month's books are closed", async () => {
    const { meterId, anna } = await room();
    await recordReadings(operator, [{ meterId, readOn: "2026-09-09", valueHundredths: 20000, reason: "" }], "desk", {
      now: NOW,
    });
    const closed = { month: "2026-09", status: "closed" as const, closedBy: "x", closedAt: NOW };
    await db().transaction((tx) => tx.insert(periods).values(closed));
    await chargeReadings(operator, { upTo: "2026-09-09" }, { now: NOW });
    expect(await linesOf(anna.personId)).toMatchObject([{ month: "2026-10", amountFen: 5300 }]);
    expect(await wrongFacts()).toEqual([]);
  });

  test("never twice: what was charged is kept for ever", async () => {
    await expect(db().transaction((tx) => tx.delete(meterCharges))).rejects.toThrow();
  });
});
