import { randomInt } from "node:crypto";
import { and, eq, gt, lte, sql } from "drizzle-orm";
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
import { noteFailure, passwordMatches } from "./passwords.ts";
import { CODE_LIVES_MS, decideCodeRequest, decideCodeTry, decidePassword, SESSION_MS } from "./rules.ts";

export { changePassword, createStaff, disableStaff, enableStaff, type NewStaff } from "./commands-staff.ts";

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

/** Signs staff in by e-mail (lower case) and password; five failures lock the account for half an hour. */
export async function signInWithPassword(email: string, password: string, { now }: Given): Promise<Decision<Started>> {
  const found = await transaction(async (tx) => (await tx.select().from(users).where(eq(users.email, email)))[0]);
  const matches = await passwordMatches(found?.passwordHash, password);
  return transaction(async (tx) => {
    const [account] = found ? await tx.select().from(users).where(eq(users.id, found.id)) : [];
    const unchanged = account?.passwordHash === found?.passwordHash;
    const decision = decidePassword(account, matches && unchanged, now);
    if (!decision.ok) {
      if (account && decision.failed) await noteFailure(tx, actorOf(account), decision.failed, now);
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

const actorOf = (user: UserRow): Actor =>
  user.role === "talent"
    ? { role: "talent", userId: user.id, personId: user.personId ?? "", name: null }
    : { role: user.role, userId: user.id, personId: null, name: null };

async function startSession(tx: Writer, user: UserRow, now: Date): Promise<Started> {
  const token = randomToken();
  const expiresAt = new Date(now.getTime() + (user.role === "talent" ? SESSION_MS.talent : SESSION_MS.staff));
  await tx.insert(sessions).values({ tokenHash: sha256(token), userId: user.id, createdAt: now, expiresAt });
  await audit(tx, actorOf(user), "session.start", "user", user.id, now);
  return { token, expiresAt, role: user.role };
}

/** Ends the session that carries `token`: its cookie fails on the very next request. */
export const signOut = (actor: Actor, token: string, { now }: Given): Promise<void> =>
  transaction(async (tx) => {
    authorize(actor, "session.end");
    await tx.delete(sessions).where(eq(sessions.tokenHash, sha256(token)));
    await audit(tx, actor, "session.end", "user", actor.userId, now);
  });

const CODES_KEPT_MS = 86_400_000;

/** Deletes sessions that are over and codes of more than a day ago: nobody needs them, and a code's phone is personal. */
export const sweepExpired = ({ now }: Given): Promise<{ sessions: number; codes: number }> =>
  transaction(async (tx) => {
    const ended = await tx.delete(sessions).where(lte(sessions.expiresAt, now)).returning({ userId: sessions.userId });
    const old = await tx
      .delete(signInCodes)
      .where(lte(signInCodes.createdAt, new Date(now.getTime() - CODES_KEPT_MS)))
      .returning({ id: signInCodes.id });
    return { sessions: ended.length, codes: old.length };
  });
