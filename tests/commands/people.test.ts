import { and, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditLog, people } from "#db/schema";
import { Forbidden, NotFound } from "#lib/errors";
import { saveProfile } from "#lib/people/commands";
import { educationForm, identityForm, workForm } from "#lib/people/forms";
import { entitlementPreview, expectedRents } from "#lib/people/preview";
import { profileFor } from "#lib/people/queries";
import { unseal } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import { granted } from "#tests/support/rounds";
import { buildComplex, inventedResidentId, later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
beforeAll(() => buildComplex(db()));

const EMPTY = {
  name: null,
  residentIdSealed: null,
  residentIdHash: null,
  birthDate: null,
  gender: null,
  degree: null,
  fullTimeDegree: null,
  graduatedOn: null,
  employerName: null,
  employerKind: null,
  recruitedOn: null,
  firstInsuredOn: null,
  insuredMonths: null,
  insuredMonthsAsOf: null,
  ownsLocalHome: null,
  spouseOwnsLocalHome: null,
  leaseRegistered: null,
} as const;

const newcomer = async () => {
  const actor = await makeTalent(db());
  await db().transaction((tx) => tx.update(people).set(EMPTY).where(eq(people.id, actor.personId)));
  return actor;
};
const rowOf = async (personId: string) => {
  const [row] = await db().reader.select().from(people).where(eq(people.id, personId));
  if (!row) throw new Error("no such person");
  return row;
};
const identity = (residentId: string, version = 1) => ({ version, name: "测试甲", residentId });

test("a profile is filled in a part at a time and is complete when all parts are there", async () => {
  const actor = await newcomer();
  expect((await profileFor(actor, actor.personId, NOW)).missing).toContain("residentId");
  granted(await saveProfile(actor, identity(inventedResidentId("1999-05-20", 901)), { now: NOW }));
  granted(
    await saveProfile(
      actor,
      { version: 2, degree: "master", fullTimeDegree: true, graduatedOn: "2025-06-30" },
      { now: NOW },
    ),
  );
  granted(
    await saveProfile(
      actor,
      {
        version: 3,
        employerKind: "enterprise",
        employerName: "示例企业",
        recruitedOn: "2025-07-10",
        firstInsuredOn: "2025-08-01",
        insuredMonths: 13,
      },
      { now: NOW },
    ),
  );
  granted(await saveProfile(actor, { version: 4, ownsLocalHome: false, spouseOwnsLocalHome: false }, { now: NOW }));
  expect(await profileFor(actor, actor.personId, NOW)).toMatchObject({ complete: true, missing: [], version: 5 });
});

test("the resident ID is kept sealed, with birth date and gender read from it", async () => {
  const actor = await newcomer();
  const residentId = inventedResidentId("1998-02-28", 902);
  granted(await saveProfile(actor, identity(` ${residentId.toLowerCase()} `), { now: NOW }));
  const row = await rowOf(actor.personId);
  expect(JSON.stringify(row)).not.toContain(residentId);
  expect(unseal(row.residentIdSealed ?? "", `people.residentId:${actor.personId}`)).toBe(residentId);
  expect(row).toMatchObject({ birthDate: "1998-02-28", gender: "female" });
});

test("a wrong check digit, an impossible birth date and a missing name are refused at their fields", async () => {
  const actor = await newcomer();
  const good = inventedResidentId("1999-05-20", 903);
  const wrong = good.slice(0, 17) + (good.endsWith("0") ? "1" : "0");
  for (const [residentId, reason] of [
    [wrong, "resident-id-check-digit"],
    ["99999919990230123X", "resident-id-birth-date"],
    ["123", "resident-id-length"],
  ]) {
    expect(await saveProfile(actor, identity(residentId ?? ""), { now: NOW })).toMatchObject({
      problems: [{ field: "residentId", reason }],
    });
  }
  expect(await saveProfile(actor, { ...identity(good), name: " " }, { now: NOW })).toMatchObject({
    problems: [{ field: "name", reason: "name-missing" }],
  });
  expect((await rowOf(actor.personId)).version).toBe(1);
});

test("a resident ID that another person has is refused and tells nothing of them", async () => {
  const [actor, other] = [await newcomer(), await newcomer()];
  const residentId = inventedResidentId("1997-07-07", 904);
  granted(await saveProfile(other, identity(residentId), { now: NOW }));
  expect(await saveProfile(actor, identity(residentId), { now: NOW })).toEqual({
    ok: false,
    reason: "check-fields",
    problems: [{ field: "residentId", reason: "resident-id-taken" }],
  });
});

test("of two people who save one resident ID at once, one has it", async () => {
  const both = [await newcomer(), await newcomer()];
  const residentId = inventedResidentId("1996-06-06", 905);
  const answers = await Promise.all(both.map((actor) => saveProfile(actor, identity(residentId), { now: NOW })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ problems: [{ reason: "resident-id-taken" }] });
});

test("a degree without a graduation date is refused at the date", async () => {
  const actor = await newcomer();
  expect(await saveProfile(actor, { version: 1, degree: "master", graduatedOn: null }, { now: NOW })).toMatchObject({
    problems: [{ field: "graduatedOn", reason: "graduation-date-missing" }],
  });
});

test("more insured months than there have been since the first insured day are refused", async () => {
  const actor = await makeTalent(db());
  const form = { version: 1, firstInsuredOn: "2026-08-01", insuredMonths: 2 };
  expect(await saveProfile(actor, form, { now: NOW })).toMatchObject({
    problems: [{ field: "insuredMonths", reason: "insured-months-too-many" }],
  });
});

test("insured months go on counting from the month in which they were told", async () => {
  const actor = await makeTalent(db());
  granted(await saveProfile(actor, { version: 1, insuredMonths: 12 }, { now: NOW }));
  expect((await rowOf(actor.personId)).insuredMonthsAsOf).toBe("2026-09");
  const november = new Date("2026-11-02T00:00:00Z");
  expect((await profileFor(actor, actor.personId, november)).profile.insuredMonths).toBe(14);
  granted(await saveProfile(actor, { version: 2, school: "常州大学甲" }, { now: november }));
  expect(await rowOf(actor.personId)).toMatchObject({ insuredMonths: 14, insuredMonthsAsOf: "2026-11" });
});

test("a page that shows an older version is refused and nothing is lost", async () => {
  const actor = await makeTalent(db());
  granted(await saveProfile(actor, { version: 1, school: "甲大学" }, { now: NOW }));
  expect(await saveProfile(actor, { version: 1, major: "化学" }, { now: NOW })).toMatchObject({
    reason: "profile-changed-meanwhile",
  });
  expect(await rowOf(actor.personId)).toMatchObject({ school: "甲大学", major: "材料", version: 2 });
});

test("the same save sent twice at once is one change, and both are told that it worked", async () => {
  const actor = await makeTalent(db());
  const form = { version: 1, school: "乙大学" };
  const answers = await Promise.all([1, 2].map(() => saveProfile(actor, form, { now: NOW })));
  expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
  const mine = and(eq(auditLog.entityId, actor.personId), eq(auditLog.action, "profile.save"));
  expect(await db().reader.$count(auditLog, mine)).toBe(1);
});

test("the audit row names the fields that changed and holds none of their values", async () => {
  const actor = await makeTalent(db());
  granted(await saveProfile(actor, { version: 1, school: "丙大学", major: "材料" }, { now: NOW }));
  const [row] = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, actor.personId));
  expect(row).toMatchObject({
    action: "profile.save",
    actorId: actor.userId,
    detail: { fields: ["school"], version: 2 },
  });
});

test("staff see a profile with masked numbers and cannot save one; another talent cannot see it", async () => {
  const actor = await makeTalent(db());
  const operator = await makeStaff(db(), "operator");
  const { profile } = await profileFor(operator, actor.personId, NOW);
  expect(profile.residentId).toMatch(/^\*{14}.{4}$/);
  expect(profile.phone).toMatch(/^139\*{4}\d{4}$/);
  await expect(profileFor(await makeTalent(db()), actor.personId, NOW)).rejects.toThrow(NotFound);
  for (const role of ["operator", "officer", "admin", "auditor"] as const) {
    await expect(saveProfile(await makeStaff(db(), role), { version: 1 }, { now: NOW })).rejects.toThrow(Forbidden);
  }
  await expect(profileFor(await makeStaff(db(), "admin"), actor.personId, NOW)).rejects.toThrow(Forbidden);
});

// FIELD.md §2: 1450 − 1600 leaves a surplus of 150; 1450 − 1100 = 350; 1450 − 800 = 650.
test.each([
  ["doctor", 0, 15_000],
  ["master", 35_000, 0],
  ["bachelor", 65_000, 0],
] as const)(
  "a %s who meets every condition can expect to pay %i fen for a single room",
  async (degree, due, surplus) => {
    const actor = await makeTalent(db(), { degree });
    const preview = granted(await entitlementPreview(actor, actor.personId, { roomTypeId: "single" }, NOW));
    expect(preview.expected).toMatchObject({ dueFen: due, surplusFen: surplus });
    expect(preview.current).toMatchObject({ dueFen: due, surplusFen: surplus });
  },
);

test("who has just been insured is told the month from which it counts, and what fails until then", async () => {
  const actor = await makeTalent(db(), { firstInsuredOn: "2026-08-01", insuredMonths: 1, leaseRegistered: false });
  const preview = granted(await entitlementPreview(actor, actor.personId, { rentFen: 145_000 }, NOW));
  expect(preview.current.dueFen).toBe(145_000);
  expect(preview.expected.dueFen).toBe(35_000);
  expect(preview.expectedFrom).toBe("2027-02");
  const rentPart = preview.current.parts.find((part) => part.part === "changzhou/rent");
  const failed = rentPart?.reasons.filter((reason) => !reason.passed).map((reason) => reason.code);
  expect(failed).toEqual(["insured-from-seventh-month", "insured-unbroken", "lease-registered"]);
});

test("time does not cure a home in the city: only the living part is expected", async () => {
  const actor = await makeTalent(db(), { ownsLocalHome: true });
  const { rents } = granted(await expectedRents(actor, actor.personId, NOW));
  expect(rents.find((one) => one.roomTypeId === "single")?.expected.dueFen).toBe(95_000);
});

test("an unknown room type and another person's preview answer not found", async () => {
  const actor = await makeTalent(db());
  await expect(entitlementPreview(actor, actor.personId, { roomTypeId: "palace" }, NOW)).rejects.toThrow(NotFound);
  const other = await makeTalent(db());
  await expect(entitlementPreview(actor, other.personId, { rentFen: 1 }, later(0))).rejects.toThrow(NotFound);
});

test("the forms take empty text as not told, refuse impossible days and keys that nobody asked for", () => {
  expect(educationForm.parse({ version: "1", degree: "", graduatedOn: "", school: " ", major: "" })).toEqual({
    version: 1,
    degree: null,
    fullTimeDegree: null,
    graduatedOn: null,
    school: null,
    major: null,
    skill: null,
  });
  expect(workForm.safeParse({ version: "1", recruitedOn: "2026-02-30" }).error?.issues[0]?.message).toBe("day");
  expect(workForm.safeParse({ version: "1", insuredMonths: "1.5" }).error?.issues[0]?.message).toBe("whole-number");
  expect(identityForm.safeParse({ version: "1", name: "甲", residentId: "x", role: "admin" }).success).toBe(false);
  const from = (back: string) => identityForm.safeParse({ version: "1", name: "甲", residentId: "x", back }).success;
  expect(from("/my/applications/new/01ABC/check?choices=single%2Cdouble&any=yes")).toBe(true);
  expect(from("https://elsewhere.example/my/applications/new/1/check?choices=a")).toBe(false);
});
