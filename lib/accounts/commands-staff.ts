import { and, eq, isNull, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { sessions, users } from "#db/schema";
import type { Actor, Role } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { type Decision, grant, NotFound, refuse, refuseFields } from "../errors.ts";
import { newId } from "../ids.ts";
import { sha256 } from "../secrets.ts";
import { hashPassword, noteFailure, passwordMatches } from "./passwords.ts";
import { checkPassword, decidePassword } from "./rules.ts";

type Given = { now: Date };
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
  const passwordHash = await hashPassword(staff.password);
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

/**
 * Shuts an account: its sessions end with it. Nobody shuts their own, and of two administrators who shut each other's
 * at once one stays. Refuses `not-yourself`, `last-admin`.
 */
export const disableStaff = (actor: Actor, userId: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "staff.disable");
    if (userId === actor.userId) return refuse("not-yourself");
    const member = await findStaff(tx, userId);
    if (member.disabledAt) return grant({});
    const otherAdmins = and(eq(users.role, "admin"), isNull(users.disabledAt), ne(users.id, userId));
    if (member.role === "admin" && (await tx.$count(users, otherAdmins)) === 0) return refuse("last-admin");
    await tx.update(users).set({ disabledAt: now }).where(eq(users.id, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await audit(tx, actor, "staff.disable", "user", userId, now);
    return grant({});
  });

/** Opens an account again that was shut; it may sign in with the password it had. */
export const enableStaff = (actor: Actor, userId: string, { now }: Given): Promise<Decision> =>
  transaction(async (tx) => {
    authorize(actor, "staff.enable");
    const member = await findStaff(tx, userId);
    if (!member.disabledAt) return grant({});
    const open = { disabledAt: null, failedSignIns: 0, lockedUntil: null };
    await tx.update(users).set(open).where(eq(users.id, userId));
    await audit(tx, actor, "staff.enable", "user", userId, now);
    return grant({});
  });

/** @throws NotFound for a talent too: their accounts are their own */
async function findStaff(tx: Writer, userId: string) {
  const [found] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, userId), ne(users.role, "talent")));
  if (!found) throw new NotFound();
  return found;
}

/**
 * A member of staff chooses a new password. All their sessions but the one of `token` end. A wrong old password counts
 * as a failed sign-in does. Refuses at the fields: `password-wrong`, `password-same`, and what makes a password weak.
 */
export async function changePassword(
  actor: Actor,
  { password, newPassword }: { password: string; newPassword: string },
  { now, token }: Given & { token: string },
): Promise<Decision> {
  authorize(actor, "password.change");
  const strong = checkPassword(newPassword);
  if (!strong.ok) return refuseFields([{ field: "newPassword", reason: strong.reason, values: strong.values }]);
  if (newPassword === password) return refuseFields([{ field: "newPassword", reason: "password-same" }]);
  const before = await transaction((tx) => findStaff(tx, actor.userId));
  const matches = await passwordMatches(before.passwordHash, password);
  const passwordHash = await hashPassword(newPassword);
  return transaction(async (tx) => {
    const account = await findStaff(tx, actor.userId);
    const decision = decidePassword(account, matches && account.passwordHash === before.passwordHash, now);
    if (!decision.ok) {
      if (decision.failed) await noteFailure(tx, actor, decision.failed, now);
      return refuseFields([{ field: "password", reason: "password-wrong" }]);
    }
    await tx.update(users).set({ passwordHash, failedSignIns: 0, lockedUntil: null }).where(eq(users.id, actor.userId));
    const others = and(eq(sessions.userId, actor.userId), ne(sessions.tokenHash, sha256(token)));
    await tx.delete(sessions).where(others);
    await audit(tx, actor, "password.change", "user", actor.userId, now);
    return grant({});
  });
}
