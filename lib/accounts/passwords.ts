import { hash, verify } from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { randomToken } from "../secrets.ts";

// argon2id with the package's own costs (19 MiB, 2 passes), which are those OWASP asks for.
export const hashPassword = (password: string): Promise<string> => hash(password);

// Compared when the address is unknown, so that an unknown user takes as long as a wrong password.
let decoy: Promise<string> | undefined;

/** Takes as long without a hash as with one. */
export async function passwordMatches(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hash(randomToken());
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && typeof passwordHash === "string";
}

/** What a wrong password leaves behind, with its audit row. */
export async function noteFailure(
  tx: Writer,
  by: Actor,
  failed: { failedSignIns: number; lockedUntil: Date | null },
  now: Date,
): Promise<void> {
  await tx.update(users).set(failed).where(eq(users.id, by.userId));
  await audit(tx, by, "session.refuse", "user", by.userId, now, { locked: failed.lockedUntil !== null });
}
