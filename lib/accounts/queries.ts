import { and, asc, eq, gt, inArray, isNull, ne } from "drizzle-orm";
import { reader } from "#db/client";
import { people, sessions, signInCodes, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { env } from "../env.ts";
import { invariant, NotFound } from "../errors.ts";
import { sha256, unseal } from "../secrets.ts";
import { demoPeople } from "./demo.ts";

/** The actor behind a session's token, null when it is unknown, over, or the account is shut. */
export async function sessionOf(token: string, now: Date): Promise<{ actor: Actor; expiresAt: Date } | null> {
  const [row] = await (await reader())
    .select({
      userId: users.id,
      role: users.role,
      personId: users.personId,
      staffName: users.name,
      personName: people.name,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(people, eq(people.id, users.personId))
    .where(and(eq(sessions.tokenHash, sha256(token)), gt(sessions.expiresAt, now), isNull(users.disabledAt)));
  if (!row) return null;
  const { userId, role, personId, expiresAt } = row;
  if (role !== "talent") return { actor: { role, userId, personId: null, name: row.staffName }, expiresAt };
  invariant(personId, "a talent's account is a person");
  return { actor: { role, userId, personId, name: row.personName }, expiresAt };
}

/** The last four digits of the phone that a code was sent to, null when there is no such code. */
export async function codePhoneEnding(codeId: string): Promise<string | null> {
  const [row] = await (await reader())
    .select({ sealed: signInCodes.phoneSealed })
    .from(signInCodes)
    .where(eq(signInCodes.id, codeId));
  return row ? unseal(row.sealed, `sign_in_codes.phone:${codeId}`).slice(-4) : null;
}

export async function staffList(actor: Actor) {
  authorize(actor, "staff.list");
  return (await reader())
    .select({
      id: users.id,
      role: users.role,
      name: users.name,
      email: users.email,
      disabledAt: users.disabledAt,
      lockedUntil: users.lockedUntil,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(ne(users.role, "talent"))
    .orderBy(asc(users.createdAt));
}

/** Which of the demo's people have accounts; only where demo mode is on. */
export async function demoAccounts(): Promise<string[]> {
  if (!env().demo) throw new NotFound();
  const ids = demoPeople.map((person) => person.userId);
  const rows = await (await reader()).select({ id: users.id }).from(users).where(inArray(users.id, ids));
  return rows.map((row) => row.id);
}
