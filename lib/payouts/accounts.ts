import { eq, inArray } from "drizzle-orm";
import { type Reader, reader, transaction } from "#db/client";
import { people, personAccounts } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import { seal, unseal } from "../secrets.ts";
import { type AccountGiven, decideAccount } from "./rules-account.ts";

export type AccountRow = typeof personAccounts.$inferSelect;

/** Where the number is sealed for: it opens in this person's row only. */
const place = (personId: string): string => `person_accounts.account:${personId}`;

/** The number of a person's account in full; only what goes to the bank may ask for it. */
export const accountNumber = (account: Pick<AccountRow, "personId" | "accountSealed">): string =>
  unseal(account.accountSealed, place(account.personId));

/**
 * A talent says where support is paid to. Refuses single fields: `account-holder-other`, `account-number-length`,
 * `account-number-wrong`. The same account again changes nothing.
 */
export const saveAccount = (
  actor: Actor,
  given: AccountGiven,
  { now }: { now: Date },
): Promise<Decision<{ lastFour: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "account.save", { personId: actor.personId });
    const personId = actor.personId ?? "";
    const [person] = await tx.select({ name: people.name }).from(people).where(eq(people.id, personId));
    if (!person) throw new NotFound();
    const decision = decideAccount(given, person.name);
    if (!decision.ok) return decision;
    const { holderName, bankName, accountNo, lastFour } = decision;
    const [known] = await tx.select().from(personAccounts).where(eq(personAccounts.personId, personId));
    const same = known?.holderName === holderName && known.bankName === bankName && accountNumber(known) === accountNo;
    if (same) return grant({ lastFour });
    const said = { holderName, bankName, accountSealed: seal(accountNo, place(personId)), lastFour, updatedAt: now };
    if (known) await tx.update(personAccounts).set(said).where(eq(personAccounts.personId, personId));
    else await tx.insert(personAccounts).values({ personId, ...said });
    await audit(tx, actor, "account.save", "person", personId, now, { changed: known !== undefined });
    return grant({ lastFour });
  });

export type MyAccount = { holderName: string; bankName: string; lastFour: string; updatedAt: Date } | null;

/** A talent's own account, with the last four digits only; and the name that its holder must have. */
export async function myAccount(actor: Actor): Promise<{ account: MyAccount; personName: string | null }> {
  authorize(actor, "account.view", { personId: actor.personId });
  const db = await reader();
  const personId = actor.personId ?? "";
  const [person] = await db.select({ name: people.name }).from(people).where(eq(people.id, personId));
  invariant(person, `no person ${personId}`);
  const { holderName, bankName, lastFour, updatedAt } = personAccounts;
  const [account] = await db
    .select({ holderName, bankName, lastFour, updatedAt })
    .from(personAccounts)
    .where(eq(personAccounts.personId, personId));
  return { account: account ?? null, personName: person.name };
}

/** The accounts of these people; who has told none is not in it. */
export async function accountsOf(db: Reader, personIds: readonly string[]): Promise<Map<string, AccountRow>> {
  const found = new Map<string, AccountRow>();
  await inChunks([...new Set(personIds)], async (ids) => {
    const rows = await db.select().from(personAccounts).where(inArray(personAccounts.personId, ids));
    for (const row of rows) found.set(row.personId, row);
  });
  return found;
}
