import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditLog, findings, offsets, outbox, people, registerFacts, registerImports, registerRows } from "#db/schema";
import type { Actor } from "#lib/actor";
import { runMonth } from "#lib/billing/commands";
import { officerQueue } from "#lib/desk/queue";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { chooseOffset } from "#lib/leases/authorising";
import { confirmRegister, discardRegister } from "#lib/registers/commands";
import { previewRegister } from "#lib/registers/preview";
import { registerImportFor } from "#lib/registers/queries";
import { findingsFor, seeFindings } from "#lib/registers/seeing";
import { unseal } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { everything, type Officers, settleMonth } from "#tests/support/month";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";
import { inGbk, makeXlsx } from "#tests/support/xlsx";

const db = freshDatabase();
let by: Officers;
let late: Actor & { role: "talent" };
let steady: Actor & { role: "talent" };
let leaseId = "";

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  steady = await makeTalent(db());
  // Insured for two months only: nothing is granted in August.
  late = await makeTalent(db(), {
    name: "李迟",
    insuredMonths: 2,
    insuredMonthsAsOf: "2026-09",
    firstInsuredOn: "2026-07-01",
  });
  await makeLease(db(), [{ personId: steady.personId }], { unitId: "b01-0102" });
  leaseId = await makeLease(db(), [{ personId: late.personId, authorised: false }], { unitId: "b01-0202" });
  await settleMonth(db(), by, "2026-08");
});

const personOf = async (id: string) => {
  const [row] = await db().reader.select().from(people).where(eq(people.id, id));
  if (!row) throw new Error("no such person");
  return row;
};
const idOf = async (id: string) => unseal((await personOf(id)).residentIdSealed ?? "", `people.residentId:${id}`);
const HEAD = "姓名,身份证号,首次参保,连续参保月数";
const csv = (...lines: string[]) => new TextEncoder().encode([HEAD, ...lines].join("\n"));
const preview = (bytes: Uint8Array, asOf = "2026-09-10", name = "社保.csv") =>
  previewRegister(by.checker, { register: "socialInsurance", asOf, file: { name, bytes } }, { now: NOW });
const importOf = async (bytes: Uint8Array, asOf?: string) => {
  const made = await preview(bytes, asOf);
  if (!made.ok) throw new Error(made.reason);
  return made.importId;
};
const told = (personId: string, kind: string) =>
  db().reader.$count(outbox, and(eq(outbox.personId, personId), eq(outbox.kind, kind)));

test("the first month of the books finds nobody: everybody is new in it", async () => {
  expect(await db().reader.$count(findings)).toBe(0);
});

test("a list is looked at first: it says what would change of whom, counts strangers and keeps nothing of them", async () => {
  const stranger = "53010219200508011X";
  const bytes = csv(
    `李迟,${await idOf(late.personId)},2025-08-01,13`,
    `${steady.name},${await idOf(steady.personId)},2025-08-01,13`,
    `路人,${stranger},2020-01-01,60`,
  );
  const importId = await importOf(bytes);
  const shown = await registerImportFor(by.approver, importId);
  expect(shown).toMatchObject({ rows: 3, unknown: 1, changed: 1, counts: { change: 1, same: 1 }, status: "preview" });
  expect(shown.lines.find((row) => row.state === "change")?.changes).toEqual([
    { field: "firstInsuredOn", before: "2026-07-01", after: "2025-08-01" },
    { field: "insuredMonths", before: "2", after: "13" },
  ]);
  const kept = JSON.stringify(await db().reader.select().from(registerRows));
  expect(kept).not.toContain(stranger);
  expect(kept).not.toContain("路人");
  expect(kept).not.toContain(await idOf(late.personId));
  expect((await personOf(late.personId)).insuredMonths).toBe(2);
  expect(await preview(bytes)).toMatchObject({ importId, before: true });
  const { mine } = await officerQueue(by.approver, NOW);
  expect(mine.map((one) => one.kind)).toContain("registerImport");
  await expect(
    previewRegister(by.operator, { register: "homes", asOf: "2026-09-10", file: { name: "", bytes } }, { now: NOW }),
  ).rejects.toThrow(Forbidden);
});

test("taken over, the facts are the register's, what stood before is kept, and the person is told; once", async () => {
  const [row] = await db().reader.select().from(registerImports);
  const importId = row?.id ?? "";
  const taken = await confirmRegister(by.approver, importId, { now: NOW });
  expect(taken).toMatchObject({ ok: true, applied: 1, stale: 0, before: false });
  expect(await personOf(late.personId)).toMatchObject({
    insuredMonths: 13,
    insuredMonthsAsOf: "2026-09",
    firstInsuredOn: "2025-08-01",
    version: 2,
  });
  const facts = await db().reader.select().from(registerFacts).where(eq(registerFacts.personId, late.personId));
  expect(facts.map((fact) => [fact.field, fact.before, fact.after]).sort()).toEqual([
    ["firstInsuredOn", "2026-07-01", "2025-08-01"],
    ["insuredMonths", "2", "13"],
  ]);
  await expect(
    db().transaction((tx) => tx.update(registerFacts).set({ after: "99" }).where(eq(registerFacts.importId, importId))),
  ).rejects.toThrow();
  expect(await told(late.personId, "register-changed")).toBe(1);
  expect(await confirmRegister(by.approver, importId, { now: later(1000) })).toMatchObject({
    applied: 1,
    before: true,
  });
  expect(await told(late.personId, "register-changed")).toBe(1);
  expect(await discardRegister(by.checker, importId, { now: NOW })).toMatchObject({ reason: "import-confirmed" });
  const audited = JSON.stringify(
    await db().reader.select().from(auditLog).where(eq(auditLog.entity, "registerImport")),
  );
  expect(audited).not.toContain("李迟");
});

test("an older list of the same register is refused, a list with wrong rows is not taken over, nothing half", async () => {
  const id = await idOf(late.personId);
  expect(await preview(csv(`李迟,${id},2026-07-01,2`), "2026-08-31")).toMatchObject({
    reason: "register-older",
    values: { on: "2026-09-10" },
  });
  expect(await preview(csv(`李迟,${id},2026-07-01,2`), "2026-12-31")).toMatchObject({
    problems: [{ field: "asOf", reason: "register-as-of-in-future" }],
  });
  const wrong = await importOf(csv(`李迟,${id},2026-13-01,2`, `李迟,${id},2026-07-01,1`));
  expect((await registerImportFor(by.checker, wrong)).counts).toEqual({ wrong: 1, change: 1 });
  expect(await confirmRegister(by.checker, wrong, { now: NOW })).toMatchObject({
    reason: "register-has-wrong-rows",
    values: { count: 1 },
  });
  expect((await personOf(late.personId)).insuredMonths).toBe(13);
  expect(await discardRegister(by.checker, wrong, { now: NOW })).toMatchObject({ ok: true });
  expect(await confirmRegister(by.checker, wrong, { now: NOW })).toMatchObject({ reason: "import-discarded" });
  await expect(confirmRegister(by.checker, newId(), { now: NOW })).rejects.toThrow(NotFound);
  await expect(confirmRegister(by.operator, wrong, { now: NOW })).rejects.toThrow(Forbidden);
});

test("another name under the same number changes nothing, and who is named twice is wrong", async () => {
  const id = await idOf(late.personId);
  const differs = await importOf(csv(`李某,${id},2024-01-01,30`));
  expect((await registerImportFor(by.checker, differs)).counts).toEqual({ differs: 1 });
  const twice = await importOf(csv(`李迟,${id},2025-08-01,13`, `李迟,${id},2024-01-01,30`));
  expect((await registerImportFor(by.checker, twice)).counts).toEqual({ same: 1, wrong: 1 });
});

test("lists in GBK and xlsx are read the same, and a person who changed since the preview is left alone", async () => {
  const row = [steady.name ?? "", await idOf(steady.personId), "2025-08-01"];
  const gbk = await importOf(inGbk([HEAD, [...row, "5"].join(",")].join("\n")));
  expect((await registerImportFor(by.checker, gbk)).encoding).toBe("gb18030");
  const xlsx = await importOf(makeXlsx([HEAD.split(","), [...row, 6]]));
  const version = (await personOf(steady.personId)).version;
  await db().transaction((tx) =>
    tx
      .update(people)
      .set({ version: version + 1 })
      .where(eq(people.id, steady.personId)),
  );
  expect(await confirmRegister(by.checker, xlsx, { now: NOW })).toMatchObject({ applied: 0, stale: 1 });
  expect((await personOf(steady.personId)).insuredMonths).toBe(13);
  await discardRegister(by.checker, gbk, { now: NOW });
});

test("the monthly run finds who has become eligible without applying, tells them what to do, and lists them once", async () => {
  const run = () => runMonth(by.operator, "2026-09", { now: NOW });
  await run();
  const rows = await db().reader.select().from(findings);
  expect(rows).toMatchObject([
    {
      personId: late.personId,
      month: "2026-09",
      state: "found",
      subsidyFen: 110_000,
      parts: ["changzhou/living", "changzhou/rent"],
    },
  ]);
  expect(rows[0]?.became).toContain("changzhou/living:insured-from-seventh-month");
  // The authorisation for the direct offset is not signed: the notice says so.
  expect(await told(late.personId, "auto-grant-authorise")).toBe(1);
  const before = await everything(db());
  await run();
  expect(await everything(db())).toEqual(before);
  expect(await db().reader.select().from(findings)).toEqual(rows);
  const { mine } = await officerQueue(by.checker, NOW);
  expect(mine.find((one) => one.kind === "finding")).toMatchObject({ values: { month: "2026-09", count: 1 } });
});

test("an officer marks them as seen, and the queue is free of them", async () => {
  expect(await findingsFor(by.checker, "2026-09")).toMatchObject([{ personName: "李迟", mode: "cashToPerson" }]);
  expect(await seeFindings(by.checker, "2026-09", [late.personId], { now: NOW })).toMatchObject({ seen: 1 });
  expect(await seeFindings(by.checker, "2026-09", [late.personId], { now: NOW })).toMatchObject({ seen: 0 });
  expect((await officerQueue(by.checker, NOW)).mine.some((one) => one.kind === "finding")).toBe(false);
  await expect(seeFindings(by.operator, "2026-09", [late.personId], { now: NOW })).rejects.toThrow(Forbidden);
});

test("the tenant signs the authorisation, and the month is decided again with it; nobody signs for another", async () => {
  const choose = (actor: Actor, choice: "directOffset" | "cashToPerson") =>
    chooseOffset(actor, { leaseId, choice }, { now: NOW });
  await expect(choose(steady, "directOffset")).rejects.toThrow(NotFound);
  expect(await choose(late, "directOffset")).toMatchObject({ ok: true });
  expect(await choose(late, "directOffset")).toMatchObject({ ok: true });
  await runMonth(by.operator, "2026-09", { now: NOW });
  const [offset] = await db()
    .reader.select()
    .from(offsets)
    .where(and(eq(offsets.personId, late.personId), eq(offsets.month, "2026-09")));
  expect(offset).toMatchObject({ mode: "directOffset", offsetFen: 110_000 });
});

test("what a later run of the month decides otherwise is taken back, and the person is told", async () => {
  await db().transaction((tx) => tx.update(people).set({ insuredMonths: 1 }).where(eq(people.id, late.personId)));
  await runMonth(by.operator, "2026-09", { now: NOW });
  expect(await db().reader.$count(findings)).toBe(0);
  expect(await told(late.personId, "auto-grant-gone")).toBe(1);
});
