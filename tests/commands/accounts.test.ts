import { and, desc, eq, isNull, ne } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { auditLog, outbox, people, sessions, signInCodes, users } from "#db/schema";
import {
  changePassword,
  createStaff,
  disableStaff,
  enableStaff,
  requestCode,
  signInAsDemo,
  signInWithCode,
  signInWithPassword,
  signOut,
  sweepExpired,
} from "#lib/accounts/commands";
import { sessionOf, staffList } from "#lib/accounts/queries";
import { type Actor, system } from "#lib/actor";
import { Forbidden, NotFound } from "#lib/errors";
import { lookupHash, unseal } from "#lib/secrets";
import { freshDatabase } from "#tests/support/database";
import { granted } from "#tests/support/rounds";
import { later, makeStaff, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const MINUTE = 60_000;
const PASSWORD = "Wutong-2026-test";
let number = 0;
const newPhone = () => `137${String(++number).padStart(8, "0")}`;

let admin: Actor;
beforeAll(async () => {
  admin = await makeStaff(db(), "admin");
});

/** A code as its receiver would read it in the text message. */
async function sentCode(): Promise<string> {
  const [text] = await db()
    .reader.select()
    .from(outbox)
    .where(eq(outbox.channel, "sms"))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(1);
  return unseal(text?.secretSealed ?? "", `outbox.secret:${text?.id}`);
}

async function askedFor(phone: string, now = NOW) {
  const { codeId } = granted(await requestCode(phone, { now }));
  return { codeId, code: await sentCode() };
}

const wrong = (code: string) => (code === "000000" ? "111111" : "000000");

async function makeOperator(email: string): Promise<string> {
  const staff = { email, name: "运营", role: "operator", password: PASSWORD } as const;
  return granted(await createStaff(admin, staff, { now: NOW })).userId;
}

test("a phone seen for the first time becomes one person with one account, and the next sign-in finds both", async () => {
  const phone = newPhone();
  const first = await askedFor(phone);
  const session = granted(await signInWithCode(first.codeId, first.code, { now: NOW }));
  const second = await askedFor(phone, later(2 * MINUTE));
  const again = granted(await signInWithCode(second.codeId, second.code, { now: later(2 * MINUTE) }));
  const one = await sessionOf(session.token, NOW);
  expect(one?.actor).toMatchObject({ role: "talent" });
  expect((await sessionOf(again.token, NOW))?.actor).toEqual(one?.actor);
  expect(await db().reader.$count(people, eq(people.phoneHash, lookupHash(phone, "phone")))).toBe(1);
});

test("neither the phone nor the code nor the session's token stands in the database as it is", async () => {
  const phone = newPhone();
  const { codeId, code } = await askedFor(phone, later(3 * MINUTE));
  const { token } = granted(await signInWithCode(codeId, code, { now: later(3 * MINUTE) }));
  const rows = JSON.stringify([
    await db().reader.select().from(people),
    await db().reader.select().from(signInCodes),
    await db().reader.select().from(outbox),
    await db().reader.select().from(sessions),
    await db().reader.select().from(auditLog),
  ]);
  for (const secret of [phone, token, `"${code}"`]) expect(rows).not.toContain(secret);
});

test("a code is good once", async () => {
  const { codeId, code } = await askedFor(newPhone(), later(5 * MINUTE));
  const now = later(5 * MINUTE);
  expect((await signInWithCode(codeId, code, { now })).ok).toBe(true);
  expect(await signInWithCode(codeId, code, { now })).toMatchObject({ ok: false, reason: "code-expired" });
});

test("a code sent by two browsers at once signs one of them in", async () => {
  const now = later(7 * MINUTE);
  const { codeId, code } = await askedFor(newPhone(), now);
  const answers = await Promise.all([1, 2, 3].map(() => signInWithCode(codeId, code, { now })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
});

test("after five wrong tries the right code no longer works", async () => {
  const now = later(9 * MINUTE);
  const { codeId, code } = await askedFor(newPhone(), now);
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await signInWithCode(codeId, wrong(code), { now })).toMatchObject({ reason: "code-wrong" });
  }
  expect(await signInWithCode(codeId, code, { now })).toMatchObject({ reason: "code-too-many-tries" });
});

test("wrong tries that arrive at once are all counted", async () => {
  const now = later(11 * MINUTE);
  const { codeId, code } = await askedFor(newPhone(), now);
  await Promise.all(Array.from({ length: 5 }, () => signInWithCode(codeId, wrong(code), { now })));
  expect((await signInWithCode(codeId, code, { now })).ok).toBe(false);
});

test("a code is over after ten minutes, and an id that was never given answers the same", async () => {
  const { codeId, code } = await askedFor(newPhone(), later(13 * MINUTE));
  const over = await signInWithCode(codeId, code, { now: later(23 * MINUTE) });
  expect(over).toEqual(await signInWithCode("nothing", code, { now: NOW }));
  expect(over).toMatchObject({ reason: "code-expired" });
});

test("a phone gets one code a minute and five an hour, whoever asks and however often at once", async () => {
  const phone = newPhone();
  const now = later(30 * MINUTE);
  const answers = await Promise.all([1, 2, 3].map(() => requestCode(phone, { now })));
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: "code-too-soon" });
  for (let sent = 1; sent < 5; sent++) granted(await requestCode(phone, { now: later(30 * MINUTE + sent * MINUTE) }));
  expect(await requestCode(phone, { now: later(36 * MINUTE) })).toMatchObject({ reason: "code-too-many" });
  expect((await requestCode(phone, { now: later(90 * MINUTE) })).ok).toBe(true);
});

test("two browsers signing in at once with one new phone make one person", async () => {
  const phone = newPhone();
  const first = await askedFor(phone, later(100 * MINUTE));
  const second = await askedFor(phone, later(102 * MINUTE));
  const now = later(103 * MINUTE);
  const answers = await Promise.all([first, second].map(({ codeId, code }) => signInWithCode(codeId, code, { now })));
  const actors = await Promise.all(answers.map((answer) => sessionOf(granted(answer).token, now)));
  expect(actors[0]?.actor.personId).toBe(actors[1]?.actor.personId);
  expect(await db().reader.$count(people, eq(people.phoneHash, lookupHash(phone, "phone")))).toBe(1);
});

test("staff sign in by e-mail and password; an unknown address and a wrong password look the same", async () => {
  await makeOperator("one@example.test");
  const session = granted(await signInWithPassword("one@example.test", PASSWORD, { now: NOW }));
  expect(session.role).toBe("operator");
  const wrongPassword = await signInWithPassword("one@example.test", "not it", { now: NOW });
  expect(wrongPassword).toEqual(await signInWithPassword("nobody@example.test", "not it", { now: NOW }));
  expect(wrongPassword).toEqual({ ok: false, reason: "sign-in-failed" });
});

test("five wrong passwords lock the account for half an hour, for the right password too", async () => {
  const email = "two@example.test";
  await makeOperator(email);
  for (let attempt = 0; attempt < 5; attempt++) await signInWithPassword(email, "not it", { now: NOW });
  expect(await signInWithPassword(email, PASSWORD, { now: later(30 * MINUTE - 1) })).toEqual({
    ok: false,
    reason: "sign-in-failed",
  });
  expect((await signInWithPassword(email, PASSWORD, { now: later(30 * MINUTE) })).ok).toBe(true);
});

test("a right password in time forgets the wrong ones before it", async () => {
  const email = "three@example.test";
  await makeOperator(email);
  for (let round = 0; round < 2; round++) {
    for (let attempt = 0; attempt < 4; attempt++) await signInWithPassword(email, "not it", { now: NOW });
    expect((await signInWithPassword(email, PASSWORD, { now: NOW })).ok).toBe(true);
  }
});

test("signing out ends the session at once, and only this one", async () => {
  await makeOperator("four@example.test");
  const here = granted(await signInWithPassword("four@example.test", PASSWORD, { now: NOW }));
  const there = granted(await signInWithPassword("four@example.test", PASSWORD, { now: NOW }));
  const actor = (await sessionOf(here.token, NOW))?.actor;
  if (!actor) throw new Error("the session has just begun");
  await signOut(actor, here.token, { now: NOW });
  expect(await sessionOf(here.token, NOW)).toBeNull();
  expect(await sessionOf(there.token, NOW)).not.toBeNull();
});

test("a session is over at the instant it was said to end", async () => {
  await makeOperator("five@example.test");
  const { token, expiresAt } = granted(await signInWithPassword("five@example.test", PASSWORD, { now: NOW }));
  expect(await sessionOf(token, new Date(expiresAt.getTime() - 1))).not.toBeNull();
  expect(await sessionOf(token, expiresAt)).toBeNull();
});

test("shutting an account ends its sessions at once and it cannot sign in again", async () => {
  const userId = await makeOperator("six@example.test");
  const { token } = granted(await signInWithPassword("six@example.test", PASSWORD, { now: NOW }));
  granted(await disableStaff(admin, userId, { now: NOW }));
  expect(await sessionOf(token, NOW)).toBeNull();
  expect((await signInWithPassword("six@example.test", PASSWORD, { now: NOW })).ok).toBe(false);
});

test("an account that was shut is opened again, with the password it had; twice changes nothing more", async () => {
  const email = "ten@example.test";
  const userId = await makeOperator(email);
  const rows = () => db().reader.$count(auditLog, eq(auditLog.entityId, userId));
  granted(await disableStaff(admin, userId, { now: NOW }));
  const before = await rows();
  granted(await disableStaff(admin, userId, { now: later(MINUTE) }));
  expect(await rows()).toBe(before);
  granted(await enableStaff(admin, userId, { now: NOW }));
  granted(await enableStaff(admin, userId, { now: NOW }));
  expect(await rows()).toBe(before + 1);
  expect((await signInWithPassword(email, PASSWORD, { now: NOW })).ok).toBe(true);
  await expect(enableStaff(admin, "nobody", { now: NOW })).rejects.toThrow(NotFound);
});

test("an administrator neither shuts nor opens a talent's account", async () => {
  const talent = await makeTalent(db());
  await expect(disableStaff(admin, talent.userId, { now: NOW })).rejects.toThrow(NotFound);
  await expect(enableStaff(admin, talent.userId, { now: NOW })).rejects.toThrow(NotFound);
});

async function signedIn(email: string, password = PASSWORD) {
  const { token } = granted(await signInWithPassword(email, password, { now: NOW }));
  const actor = (await sessionOf(token, NOW))?.actor;
  if (!actor) throw new Error("the session has just begun");
  return { actor, token };
}
const NEW_PASSWORD = "Another-2026-test";

test("a new password ends all other sessions; the old one no longer signs in", async () => {
  const email = "eleven@example.test";
  const userId = await makeOperator(email);
  const { actor, token } = await signedIn(email);
  const there = await signedIn(email);
  granted(await changePassword(actor, { password: PASSWORD, newPassword: NEW_PASSWORD }, { now: NOW, token }));
  expect(await sessionOf(token, NOW)).not.toBeNull();
  expect(await sessionOf(there.token, NOW)).toBeNull();
  expect((await signInWithPassword(email, PASSWORD, { now: NOW })).ok).toBe(false);
  expect((await signInWithPassword(email, NEW_PASSWORD, { now: NOW })).ok).toBe(true);
  const rows = await db().reader.select().from(auditLog).where(eq(auditLog.entityId, userId));
  expect(rows.filter((row) => row.action === "password.change")).toMatchObject([{ actorId: userId, detail: {} }]);
});

test("of two new passwords chosen at once one counts", async () => {
  const email = "twelve@example.test";
  await makeOperator(email);
  const { actor, token } = await signedIn(email);
  const chosen = [NEW_PASSWORD, `${NEW_PASSWORD}-2`];
  const answers = await Promise.all(
    chosen.map((newPassword) => changePassword(actor, { password: PASSWORD, newPassword }, { now: NOW, token })),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const works = chosen[answers.findIndex((answer) => answer.ok)] ?? "";
  expect((await signInWithPassword(email, works, { now: NOW })).ok).toBe(true);
});

test("a wrong old password is refused at its field, counts as a failed sign-in, and five lock the account", async () => {
  const email = "thirteen@example.test";
  await makeOperator(email);
  const { actor, token } = await signedIn(email);
  const change = (password: string, newPassword = NEW_PASSWORD) =>
    changePassword(actor, { password, newPassword }, { now: NOW, token });
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await change("not it")).toMatchObject({ problems: [{ field: "password", reason: "password-wrong" }] });
  }
  expect(await change(PASSWORD)).toMatchObject({ problems: [{ field: "password", reason: "password-wrong" }] });
  expect((await signInWithPassword(email, PASSWORD, { now: NOW })).ok).toBe(false);
  expect((await signInWithPassword(email, PASSWORD, { now: later(30 * MINUTE) })).ok).toBe(true);
});

test("a new password that is weak, or the one that is there, is refused at its field", async () => {
  await makeOperator("fourteen@example.test");
  const { actor, token } = await signedIn("fourteen@example.test");
  const refusals: [string, string][] = [
    ["short", "password-too-short"],
    ["onlysmallletters", "password-too-simple"],
    [PASSWORD, "password-same"],
  ];
  for (const [newPassword, reason] of refusals) {
    expect(await changePassword(actor, { password: PASSWORD, newPassword }, { now: NOW, token })).toMatchObject({
      problems: [{ field: "newPassword", reason }],
    });
  }
});

test("a talent has no password to change", async () => {
  const given = { password: PASSWORD, newPassword: NEW_PASSWORD };
  await expect(changePassword(await makeTalent(db()), given, { now: NOW, token: "" })).rejects.toThrow(Forbidden);
});

test("nobody shuts their own account, nor one that does not exist", async () => {
  expect(await disableStaff(admin, admin.userId, { now: NOW })).toMatchObject({ reason: "not-yourself" });
  await expect(disableStaff(admin, "nobody", { now: NOW })).rejects.toThrow(NotFound);
});

test("an address has one account, also when two make it at once", async () => {
  const staff = { email: "seven@example.test", name: "甲", role: "officer", password: PASSWORD } as const;
  const answers = await Promise.all([createStaff(admin, staff, { now: NOW }), createStaff(admin, staff, { now: NOW })]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ problems: [{ field: "email", reason: "email-taken" }] });
});

test("a weak password is refused at its field", async () => {
  const staff = { email: "eight@example.test", name: "乙", role: "officer", password: "short" } as const;
  expect(await createStaff(system, staff, { now: NOW })).toMatchObject({
    problems: [{ field: "password", reason: "password-too-short" }],
  });
  expect(await db().reader.$count(users, eq(users.email, staff.email))).toBe(0);
});

test("only administrators make and shut staff accounts; auditors read the list", async () => {
  const staff = { email: "nine@example.test", name: "丙", role: "admin", password: PASSWORD } as const;
  const others = [
    await makeTalent(db()),
    ...(await Promise.all((["operator", "officer", "auditor"] as const).map((role) => makeStaff(db(), role)))),
  ];
  for (const actor of others) {
    await expect(createStaff(actor, staff, { now: NOW })).rejects.toThrow(Forbidden);
    await expect(disableStaff(actor, admin.userId, { now: NOW })).rejects.toThrow(Forbidden);
    await expect(enableStaff(actor, admin.userId, { now: NOW })).rejects.toThrow(Forbidden);
    if (actor.role !== "auditor") await expect(staffList(actor)).rejects.toThrow(Forbidden);
  }
  expect((await staffList(admin)).some((one) => one.id === admin.userId)).toBe(true);
});

test("one-click sign-in does not exist outside demo mode", async () => {
  await expect(signInAsDemo(admin.userId, { now: NOW })).rejects.toThrow(NotFound);
});

// Last: it leaves one administrator.
test("of two administrators who shut each other's accounts at once one stays, and the last one cannot be shut", async () => {
  const pair = [await makeStaff(db(), "admin"), await makeStaff(db(), "admin")] as const;
  const [one, two] = pair;
  const admins = and(eq(users.role, "admin"), isNull(users.disabledAt));
  await db().transaction((tx) =>
    tx
      .update(users)
      .set({ disabledAt: NOW })
      .where(and(admins, ne(users.id, one.userId), ne(users.id, two.userId))),
  );
  const answers = await Promise.all([
    disableStaff(one, two.userId, { now: NOW }),
    disableStaff(two, one.userId, { now: NOW }),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: "last-admin" });
  expect(await db().reader.$count(users, admins)).toBe(1);
});

test("sessions that are over and codes of more than a day ago are swept away, running ones stay", async () => {
  const far = later(40 * 86_400_000);
  const { codeId } = granted(await requestCode(newPhone(), { now: far }));
  const started = granted(await signInWithCode(codeId, await sentCode(), { now: far }));
  const swept = await sweepExpired({ now: far });
  expect(swept.sessions).toBeGreaterThan(0);
  expect(swept.codes).toBeGreaterThan(0);
  expect(await sessionOf(started.token, far)).not.toBeNull();
  expect((await db().reader.select().from(signInCodes)).map(({ id }) => id)).toEqual([codeId]);
  expect(await sweepExpired({ now: far })).toEqual({ sessions: 0, codes: 0 });
});
