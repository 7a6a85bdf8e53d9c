import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { objections, outbox } from "#db/schema";
import type { Actor } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { closeRound, createRound, freezeRoster, noticeRoster } from "#lib/rounds/commands";
import {
  decideObjection,
  enterObjection,
  objectionPageFor,
  objectionsOf,
  raiseObjection,
} from "#lib/rounds/objections";
import { publicRoster } from "#lib/rounds/public-roster";
import { noticeEnd } from "#lib/rounds/rules";
import { freshDatabase } from "#tests/support/database";
import { apply, CLOSES, granted, newRound, openedRound, roundRow, termsFor } from "#tests/support/rounds";
import { buildComplex, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
let staff: Actor;
let talent: Awaited<ReturnType<typeof makeTalent>>;
let roundId: string;
const DAYS = 3;
const during = later(3_600_000, CLOSES);
const over = noticeEnd(CLOSES, DAYS);
const statement = { statement: "公示名册里没有我的申请", about: null };

beforeAll(async () => {
  await buildComplex(db());
  staff = await makeStaff(db(), "operator");
  talent = await makeTalent(db(), { name: "欧阳小明" });
  roundId = await openedRound(staff, ["b01-0101"], { terms: termsFor({ rosterNoticeDays: DAYS }) });
  await apply(roundId, [talent], ["b01-compact"]);
  granted(await closeRound(staff, roundId, { now: CLOSES }));
});

test("before a notice nothing can be objected to", async () => {
  expect(await raiseObjection(talent, roundId, statement, { now: during })).toMatchObject({
    reason: "objection-no-notice",
  });
  granted(await noticeRoster(staff, roundId, { now: CLOSES }));
});

test("the roster on notice shows masked names and the last four of the ID, and is gone with the notice", async () => {
  const { code } = await roundRow(db(), roundId);
  const roster = await publicRoster(code, {});
  expect(roster?.rows).toMatchObject([{ name: "欧阳**", degree: "master", group: 1, points: null }]);
  expect(roster?.rows[0]?.idEnd).toMatch(/^[0-9]{3}[0-9X]$/);
  expect(Object.keys(roster?.rows[0] ?? {}).sort()).toEqual([
    "degree",
    "employerName",
    "group",
    "idEnd",
    "name",
    "points",
    "receiptNo",
    "skill",
    "tier",
  ]);
});

test("pressed twice it is one objection, and nobody floods the desk", async () => {
  const both = await Promise.all([1, 2].map(() => raiseObjection(talent, roundId, statement, { now: during })));
  expect(new Set(both.map((one) => granted(one).objectionId)).size).toBe(1);
  for (const text of ["第二件", "第三件"])
    granted(await raiseObjection(talent, roundId, { statement: text }, { now: during }));
  expect(await raiseObjection(talent, roundId, { statement: "第四件" }, { now: during })).toMatchObject({
    reason: "objection-too-many",
    values: { most: 3 },
  });
});

test("what came by phone is written down with how to answer, and the contact is not readable in the table", async () => {
  granted(
    await enterObjection(staff, roundId, { statement: "来电反映", contact: "王女士 13800000000" }, { now: during }),
  );
  expect(JSON.stringify(await db().reader.select().from(objections))).not.toContain("13800000000");
  expect((await objectionsOf(staff, roundId)).map(({ contact }) => contact)).toContain("王女士 13800000000");
});

test("the round does not go on before every objection has its answer, which its person is told once", async () => {
  const all = await objectionsOf(staff, roundId);
  expect(await freezeRoster(staff, roundId, { now: over })).toMatchObject({
    reason: "round-objections-open",
    values: { count: 4 },
  });
  const answer = (id: string, text = "经核对，申请在名册第 1 行") =>
    decideObjection(staff, id, { outcome: "rejected", answer: text }, { now: during });
  expect(await answer(all[0]?.id ?? "", " ")).toMatchObject({ problems: [{ field: "answer" }] });
  for (const { id } of all) granted(await answer(id));
  expect(await answer(all[0]?.id ?? "")).toMatchObject({ reason: "objection-answered" });
  const told = await db().reader.select().from(outbox).where(eq(outbox.kind, "objection-rejected"));
  expect(told.map(({ personId }) => personId)).toEqual([talent.personId, talent.personId, talent.personId]);
  expect(await freezeRoster(staff, roundId, { now: later(-1, over) })).toMatchObject({ reason: "round-notice-runs" });
  expect(await raiseObjection(talent, roundId, { statement: "晚了" }, { now: over })).toMatchObject({
    reason: "objection-too-late",
  });
  granted(await freezeRoster(staff, roundId, { now: over }));
  expect(await publicRoster((await roundRow(db(), roundId)).code, {})).toBeNull();
});

test("a talent sees their own objections only; officers see none; a draft is not found", async () => {
  const stranger = await makeTalent(db());
  expect((await objectionPageFor(talent, roundId, during)).mine).toHaveLength(3);
  expect((await objectionPageFor(stranger, roundId, during)).mine).toEqual([]);
  expect(await objectionsOf(stranger, roundId)).toEqual([]);
  const officer = await makeStaff(db(), "officer");
  await expect(objectionsOf(officer, roundId)).rejects.toThrow(Forbidden);
  await expect(raiseObjection(officer, roundId, statement, { now: during })).rejects.toThrow(Forbidden);
  const draft = granted(await createRound(staff, newRound(), { now: NOW })).roundId;
  await expect(raiseObjection(talent, draft, statement, { now: during })).rejects.toThrow(NotFound);
  await expect(objectionPageFor(talent, draft)).rejects.toThrow(NotFound);
});
