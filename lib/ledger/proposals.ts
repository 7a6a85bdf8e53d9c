import { asc, eq } from "drizzle-orm";
import type { Writer } from "#db/client";
import { ledgerDecisions, ledgerEntries, ledgerLegs, ledgerProposals } from "#db/schema";
import type { Day, Month } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { postEntries } from "./commands.ts";
import { checkEntry, type Entry, requestHash, reversalOf } from "./rules.ts";
import { decidePosting, decideVoid, type Proposed } from "./rules-phases.ts";

type By = { by: string; now: Date };

/**
 * Proposes an entry, in the caller's transaction: it waits and moves nothing. The same key with the same contents is
 * the same proposal (`before`). Refuses what `checkEntry` refuses, and then the key is still free, and
 * `entry-key-used` where the key was proposed or posted with other contents.
 */
export async function proposeEntry(
  tx: Writer,
  entry: Entry,
  { by, now }: By,
): Promise<Decision<{ proposalId: string; before: boolean }>> {
  const checked = checkEntry(entry);
  if (!checked.ok) return checked;
  const hash = requestHash(entry);
  const [known] = await tx.select().from(ledgerProposals).where(eq(ledgerProposals.key, entry.key));
  if (known) {
    if (known.requestHash !== hash) return refuse("entry-key-used", { key: entry.key });
    return grant({ proposalId: known.id, before: true });
  }
  if ((await tx.$count(ledgerEntries, eq(ledgerEntries.key, entry.key))) > 0) {
    return refuse("entry-key-used", { key: entry.key });
  }
  const { settlesId = null, reversesId = null, ...said } = entry;
  const row = { id: newId(), ...said, requestHash: hash, settlesId, reversesId, madeBy: by, madeAt: now };
  await tx.insert(ledgerProposals).values(row);
  return grant({ proposalId: row.id, before: false });
}

/**
 * Posts a proposal, all of it or `amountFen`, as another person than who made it. Refuses what `decidePosting` does.
 * @throws NotFound where there is no such proposal
 */
export async function postProposal(
  tx: Writer,
  proposalId: string,
  { by, now, amountFen }: By & { amountFen?: Fen },
): Promise<Decision<{ entryId: string; entry: Entry; releasedFen: Fen }>> {
  const proposed = await loadProposal(tx, proposalId);
  const decision = decidePosting(proposed, by, amountFen);
  if (!decision.ok) return decision;
  const { entry, releasedFen } = decision;
  const used = await tx.$count(ledgerEntries, eq(ledgerEntries.key, entry.key));
  invariant(used === 0, `ledger: ${entry.key} was posted beside its proposal`);
  const posted = await postEntries(tx, [entry], { madeBy: proposed.madeBy, approvedBy: by, now });
  const entryId = posted.get(entry.key) ?? "";
  const row = { proposalId, outcome: "posted" as const, entryId, releasedFen, reason: "", decidedBy: by };
  await tx.insert(ledgerDecisions).values({ ...row, decidedAt: now });
  return grant({ entryId, entry, releasedFen });
}

/** Rejects a proposal, with a reason: all that it held is released. Refuses what `decideVoid` does. */
export async function voidProposal(
  tx: Writer,
  proposalId: string,
  { by, now, reason }: By & { reason: string },
): Promise<Decision<{ reason: string }>> {
  const proposed = await loadProposal(tx, proposalId);
  const decision = decideVoid(proposed, by, reason);
  if (!decision.ok) return decision;
  const releasedFen = proposed.entry.legs.reduce((sum, leg) => sum + Math.max(0, leg.amountFen), 0);
  const row = { proposalId, outcome: "void" as const, entryId: null, releasedFen, reason: decision.reason };
  await tx.insert(ledgerDecisions).values({ ...row, decidedBy: by, decidedAt: now });
  return decision;
}

/**
 * Proposes to take a posted entry back on a stated day. Refuses `reversal-before-original`, `reversal-of-reversal`,
 * `entry-key-used` where another reversal of it was proposed.
 * @throws NotFound where nothing was posted under the id
 */
export async function proposeReversal(
  tx: Writer,
  entryId: string,
  given: By & { effectiveOn: Day; reason: string; month?: Month },
): Promise<Decision<{ proposalId: string; before: boolean }>> {
  const [row] = await tx.select().from(ledgerEntries).where(eq(ledgerEntries.id, entryId));
  if (!row) throw new NotFound();
  const legs = await tx.select().from(ledgerLegs).where(eq(ledgerLegs.entryId, entryId)).orderBy(asc(ledgerLegs.seq));
  const original: Entry = {
    ...row,
    kind: row.kind as Entry["kind"],
    legs: legs.map(({ account, personId, leaseId, fund, amountFen }) => ({
      account,
      personId,
      leaseId,
      fund,
      amountFen,
    })),
  };
  const reversal = reversalOf({ ...original, id: row.id }, given);
  return reversal.ok ? proposeEntry(tx, reversal.entry, given) : reversal;
}

/** A proposal as the rules see it. Throws NotFound. */
export async function loadProposal(tx: Writer, id: string): Promise<Proposed> {
  const [row] = await tx
    .select({ proposal: ledgerProposals, outcome: ledgerDecisions.outcome })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(eq(ledgerProposals.id, id));
  if (!row) throw new NotFound();
  const { key, kind, month, effectiveOn, reason, legs, settlesId, reversesId, madeBy } = row.proposal;
  // Checked when it was proposed, so its words are the ledger's own.
  const entry = { key, kind, month, effectiveOn, reason, legs, settlesId, reversesId } as Entry;
  return { entry, madeBy, outcome: row.outcome };
}
