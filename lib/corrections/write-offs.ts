import { and, eq, isNull, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills, ledgerDecisions, offsets, settlements, writeOffs } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { addLines } from "../billing/lines.ts";
import { left, pending } from "../billing/standing.ts";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { postProposal, proposeEntry, voidProposal } from "../ledger/proposals.ts";
import { chargeEntry } from "../ledger/rules.ts";
import { type Fen, yuanText } from "../money.ts";
import { tell } from "../notices/commands.ts";
import { sumFen } from "../sums.ts";
import { decideWriteOff, decideWriteOffStands } from "./rules-write-off.ts";

type Given = { now: Date };
type WriteOff = typeof writeOffs.$inferSelect;
export type WriteOffGiven = {
  /** Made with the form, so that sending it twice proposes once. */
  writeOffId: string;
  billId: string;
  amountFen: Fen;
  reason: string;
};

const keyOf = (writeOffId: string): string => `write-off:${writeOffId}`;

/**
 * Proposes to give up what is overdue on a bill (核销): it waits for a second signature and moves nothing. Refuses what
 * `decideWriteOff` does, and `write-off-id-used`.
 */
export const proposeWriteOff = (
  actor: Actor,
  given: WriteOffGiven,
  { now }: Given,
): Promise<Decision<{ writeOffId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.propose");
    const { writeOffId, billId } = given;
    const [known] = await tx.select().from(writeOffs).where(eq(writeOffs.id, writeOffId));
    if (known) {
      const same =
        known.billId === billId && known.amountFen === given.amountFen && known.reason === given.reason.trim();
      return same ? grant({ writeOffId, before: true }) : refuse("write-off-id-used");
    }
    const { bill, openFen } = await openOf(tx, billId);
    const open = { openFen, proposedFen: await proposedFen(tx, billId), dueOn: bill.dueOn };
    const decision = decideWriteOff(open, given, dayAt(now));
    if (!decision.ok) return decision;
    const { amountFen, reason } = decision;
    const { leaseId, personId } = bill;
    // The very entry that the line on the bill will have: approval posts it, and the line finds it there. It belongs to
    // the month in which it is given up, so that the bill's own month can be closed.
    const [key, on] = [keyOf(writeOffId), dayAt(now)];
    const line = { key, leaseId, personId, month: monthOf(on), kind: "writeOff" as const, amountFen: -amountFen };
    const entry = chargeEntry({ ...line, contra: "write-off", effectiveOn: on });
    const proposed = await proposeEntry(tx, entry, { by: actor.userId, now });
    if (!proposed.ok) return proposed;
    const row = { id: writeOffId, billId, amountFen, reason, proposalId: proposed.proposalId };
    await tx.insert(writeOffs).values({ ...row, madeBy: actor.userId, madeAt: now });
    await audit(tx, actor, "writeOff.propose", "bill", billId, now, { writeOffId, amountFen });
    return grant({ writeOffId, before: false });
  });

/**
 * The second signature: the bill is taken down by a line of its own. Refuses `proposal-decided`, `maker-cannot-decide`, and
 * `write-off-paid-meanwhile` where less is open now.
 */
export const approveWriteOff = (
  actor: Actor,
  writeOffId: string,
  { now }: Given,
): Promise<Decision<{ writeOffId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.decide");
    const row = await findWriteOff(tx, writeOffId);
    const { bill, openFen } = await openOf(tx, row.billId);
    if (!(await isDecided(tx, row.proposalId))) {
      const stands = decideWriteOffStands(row.amountFen, openFen);
      if (!stands.ok) return stands;
    }
    const posted = await postProposal(tx, row.proposalId, { by: actor.userId, now });
    if (!posted.ok) return posted;
    const { leaseId, personId, month } = bill;
    const line = {
      key: keyOf(writeOffId),
      leaseId,
      personId,
      month,
      kind: "writeOff" as const,
      amountFen: -row.amountFen,
    };
    const { effectiveOn, month: bookedIn } = posted.entry;
    const dated = { toOn: effectiveOn, bookedIn, reason: row.reason, contra: "write-off" as const };
    await addLines(tx, [{ ...line, ...dated }], { by: row.madeBy, approvedBy: actor.userId, now });
    const values = { month, amount: yuanText(row.amountFen) };
    await tell(tx, personId, { kind: "bill-written-off", values, at: now });
    await audit(tx, actor, "writeOff.decide", "bill", row.billId, now, { writeOffId, amountFen: row.amountFen });
    return grant({ writeOffId });
  });

/** The second person rejects it. Refuses `proposal-decided`, `maker-cannot-decide`, `reject-without-reason`. */
export const rejectWriteOff = (
  actor: Actor,
  writeOffId: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ writeOffId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.decide");
    const row = await findWriteOff(tx, writeOffId);
    const voided = await voidProposal(tx, row.proposalId, { by: actor.userId, now, reason });
    if (!voided.ok) return voided;
    await audit(tx, actor, "writeOff.decide", "bill", row.billId, now, { writeOffId, rejected: true });
    return grant({ writeOffId });
  });

async function findWriteOff(tx: Writer, id: string): Promise<WriteOff> {
  const [row] = await tx.select().from(writeOffs).where(eq(writeOffs.id, id));
  if (!row) throw new NotFound();
  return row;
}

export const isDecided = async (tx: Writer, proposalId: string): Promise<boolean> =>
  (await tx.$count(ledgerDecisions, eq(ledgerDecisions.proposalId, proposalId))) > 0;

/** A bill and what of it is open, without the support that the officers have still to approve. */
async function openOf(tx: Writer, billId: string) {
  const [row] = await tx
    .select({ bill: bills, openFen: sql<Fen>`${left} - (${pending})`.mapWith(Number) })
    .from(bills)
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(bills.id, billId));
  if (!row) throw new NotFound();
  return row;
}

/** What proposals that nobody has decided would give up of a bill. */
async function proposedFen(tx: Writer, billId: string): Promise<Fen> {
  const [row] = await tx
    .select({ fen: sumFen(writeOffs.amountFen) })
    .from(writeOffs)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, writeOffs.proposalId))
    .where(and(eq(writeOffs.billId, billId), isNull(ledgerDecisions.proposalId)));
  return row?.fen ?? 0;
}
