import { transaction } from "#db/client";
import { people, users } from "#db/schema";
import type { Actor } from "#lib/actor";
import { inChunks } from "#lib/chunks";
import { lookupHash, seal } from "#lib/secrets";
import { inventedPhone } from "./invented.ts";
import type { InventedPerson } from "./people.ts";

/** Who signs in: a talent's account has an id of its own. */
export type Account = { userId: string; personId: string };

/**
 * Writes people straight into their table, with the numbers sealed as the sign-in and the profile form do it: there
 * is no command that makes thousands of people, since each one comes by themselves.
 */
export async function keepPeople(persons: readonly InventedPerson[], now: Date): Promise<void> {
  await transaction(async (tx) => {
    await inChunks(persons, (chunk) => tx.insert(people).values(chunk.map((person) => rowOf(person, now))));
  });
}

export async function keepAccounts(accounts: readonly Account[], now: Date): Promise<void> {
  await transaction(async (tx) => {
    await inChunks(accounts, (chunk) =>
      tx
        .insert(users)
        .values(
          chunk.map(({ userId, personId }) => ({ id: userId, role: "talent" as const, personId, createdAt: now })),
        ),
    );
  });
}

/** Somebody of whom only the phone is known, as after the first sign-in. */
export async function keepNewcomer(id: string, number: number, now: Date): Promise<void> {
  const phone = inventedPhone(number);
  await transaction((tx) =>
    tx.insert(people).values({
      id,
      phoneSealed: seal(phone, `people.phone:${id}`),
      phoneHash: lookupHash(phone, "phone"),
      version: 1,
      createdAt: now,
      updatedAt: now,
    }),
  );
}

export const talent = ({ userId, personId }: Account): Actor => ({ role: "talent", userId, personId, name: null });

function rowOf({ phone, residentId, ...columns }: InventedPerson, now: Date): typeof people.$inferInsert {
  return {
    ...columns,
    phoneSealed: seal(phone, `people.phone:${columns.id}`),
    phoneHash: lookupHash(phone, "phone"),
    residentIdSealed: seal(residentId, `people.residentId:${columns.id}`),
    residentIdHash: lookupHash(residentId, "resident-id"),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}
