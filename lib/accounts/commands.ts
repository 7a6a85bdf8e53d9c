import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { and, eq, gt, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { people, sessions, signInCodes, users } from "#db/schema";
import type { Actor, Role } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { env } from "../env.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { sendText } from "../notices/commands.ts";
import { lookupHash, randomToken, sameText, seal, sha256, unseal } from "../secrets.ts";
import { CODE_LIVES_MS, checkPassword, decideCodeRequest, decideCodeTry, decidePassword, SESSION_MS } from "./rules.ts";

type Given = { now: Date };
/** A session as the browser must carry it; the database knows only the token's hash. */
export type Started = { token: string; expiresAt: Date; role: Role };

/** Sends a one-time code to a phone (11 digits), whoever it belongs to. */
export const requestCode = (phone: string, { now }: Given): Promise<Decision<{ codeId: string }>> =>
  transaction(async (tx) => {
    const phoneHash = lookupHash(phone, "phone");
    const hourAgo = new Date(now.getTime() - 3_600_000);
    const earlier = await tx
      .select({ at: signInCodes.createdAt })
      .from(signInCodes)
      .where(and(eq(signInCodes.phoneHash, phoneHash), gt(signInCodes.createdAt, hourAgo)));
    const decision = decideCodeRequest(
      earlier.map((row) => row.at),
      now,
    );
    if (!decision.ok) return decision;
    const id = newId();
    const code = String(randomInt(1_000_000)).padStart(6, "0");
    await tx.insert(signInCodes).values({
      id,
      phoneHash,
      phoneSealed: seal(phone, `sign_in_codes.phone:${id}`),
      codeHash: lookupHash(code, `code:${id}`),
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIVES_MS),
    });
    await sendText(tx, phone, code, { kind: "sign-in-code", values: { minutes: CODE_LIVES_MS / 60_000 }, at: now });
    return grant({ codeId: id });
  });

/** Signs a talent in by the code that was sent; a phone seen for the first time becomes a person. */
export const signInWithCode = (codeId: string, code: string, { now }: Given): Promise<Decision<Started>> =>
  transaction(async (tx) => {
    const [sent] = await tx.select().from(signInCodes).where(eq(signInCodes.id, codeId));
    const matches = sent !== undefined && sameText(sent.codeHash, lookupHash(code, `code:${codeId}`));
    const decision = decideCodeTry(sent, matches, now);
    if (!sent) return refuse("code-expired");
    if (!decision.ok) {
      await tx
        .update(signInCodes)
        .set({ tries: sql`${signInCodes.tries} + 1` })
        .where(eq(signInCodes.id, codeId));
      return decision;
    }
    await tx.update(signInCodes).set({ usedAt: now }).where(eq(signInCodes.id, codeId));
    const phone = unseal(sent.phoneSealed, `sign_in_codes.phone:${codeId}`);
    const user = await talentOf(tx, await personOf(tx, phone, now), now);
    if (user.disabledAt) return refuse("sign-in-failed");
    return grant(await startSession(tx, user, now));
  });

async function personOf(tx: Writer, phone: string, now: Date): Promise<string> {
  const phoneHash = lookupHash(phone, "phone");
  const [known] = await tx.select({ id: people.id }).from(people).where(eq(people.phoneHash, phoneHash));
  if (known) return known.id;
  const id = newId();
  const phoneSealed = seal(phone, `people.phone:${id}`);
  await tx.insert(people).values({ id, phoneSealed, phoneHash, version: 1, createdAt: now, updatedAt: now });
  return id;
}

async function talentOf(tx: Writer, personId: string, now: Date) {
  const [known] = await tx.select().from(users).where(eq(users.personId, personId));
  if (known) return known;
  const [made] = await tx.insert(users).values({ id: newId(), role: "talent", personId, createdAt: now }).returning();
  if (!made) throw new Error("no user row came back");
  return made;
}

// Compared when the address is unknown, so that an unknown user takes as long as a wrong password.
let decoy: Promise<string> | undefined;

/** Signs staff in by e-mail (lower case) and password; five failures lock the account for half an hour. */
export async function signInWithPassword(email: string, password: string, { now }: Given): Promise<Decision<Started>> {
  const found = await transaction(async (tx) => (await tx.select().from(users).where(eq(users.email, email)))[0]);
  decoy ??= hash(randomToken());
  const matches = await verify(found?.passwordHash ?? (await decoy), password);
  return transaction(async (tx) => {
    const [account] = found ? await tx.select().from(users).where(eq(users.id, found.id)) : [];
    const unchanged = account?.passwordHash === found?.passwordHash;
    const decision = decidePassword(account, matches && unchanged, now);
    if (!decision.ok) {
      if (account && decision.failed) {
        await tx.update(users).set(decision.failed).where(eq(users.id, account.id));
        await audit(tx, systemFor(account), "session.refuse", "user", account.id, now, {
          locked: decision.failed.lockedUntil !== null,
        });
      }
      return refuse(decision.reason);
    }
    if (!account) return refuse("sign-in-failed");
    await tx.update(users).set({ failedSignIns: 0, lockedUntil: null }).where(eq(users.id, account.id));
    return grant(await startSession(tx, account, now));
  });
}

/** One click as a demo person; only where demo mode is on (lib/env.ts refuses it off this machine). */
export const signInAsDemo = (userId: string, { now }: Given): Promise<Decision<Started>> =>
  transaction(async (tx) => {
    if (!env().demo) throw new NotFound();
    const [user] = await tx.select().from(users).where(eq(users.id, userId));
    if (!user || user.disabledAt) throw new NotFound();
    return grant(await startSession(tx, user, now));
  });

type UserRow = typeof users.$inferSelect;

const systemFor = (user: UserRow): Actor =>
  user.role === "talent"
    ? { role: "talent", userId: user.id, personId: user.personId ?? "", name: null }
    : { role: user.role, userId: user.id, personId: null, name: null };

async function startSession(tx: Writer, user: UserRow, now: Date): Promise<Started> {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + (user.role === "talent" ? SESSION_MS.talent : SESSION_MS.staff));
  await tx.insert(sessions).values({ tokenHash: sha256(token), userId: user.id, createdAt: now, expiresAt });
  await audit(tx, systemFor(user), "session.start", "user", user.id, now);
  return { token, expiresAt, role: user.role };
}

/** Ends the session that carries `token`: its cookie fails on the very next request. */
export const signOut = (actor: Actor, token: string, { now }: Given): Promise<void> =>
  transaction(async (tx) => {
    authorize(actor, "session.end");
    await tx.delete(sessions).where(eq(sessions.tokenHash, sha256(token)));
    await audit(tx, actor, "session.end", "user", actor.userId, now);
  });

export type NewStaff = { email: string; name: string; role: Exclude<Role, "talent">; password: string };

/** Makes a member of staff; the first administrator is made by the command line. */
export async function createStaff(
  actor: Actor,
  staff: NewStaff,
  { now }: Given,
): Promise<Decision<{ userId: string }>> {
  authorize(actor, "staff.create");
  const strong = checkPassword(staff.password);
  if (!strong.ok) return { ...strong, problems: [{ field: "password", reason: strong.reason, values: strong.values }] };
  const passwordHash = await hash(staff.password);
  return transaction(async (tx) => {
    const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.email, staff.email));
    if (taken) return { ...refuse("email-taken"), problems: [{ field: "email", reason: "email-taken" }] };
    const id = newId();
    const { email, name, role } = staff;
    await tx.insert(users).values({ id, role, name, email, passwordHash, createdAt: now });
    await audit(tx, actor, "staff.create", "user", id, now, { role });
    return grant({ userId: id });
  });
}

/** Shuts an account: its sessions end with it. Nobody shuts their own. */
export const disableStaff = (actor: Actor, userId: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "staff.disable");
    if (userId === actor.userId) return refuse("not-yourself");
    const rows = await tx
      .update(users)
      .set({ disabledAt: now })
      .where(eq(users.id, userId))
      .returning({ id: users.id });
    if (rows.length === 0) throw new NotFound();
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await audit(tx, actor, "staff.disable", "user", userId, now);
    return grant({});
  });
