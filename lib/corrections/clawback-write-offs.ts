import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { clawbacks, ledgerProposals } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postProposal, proposeEntry, voidProposal } from "../ledger/proposals.ts";
import type { Fen } from "../money.ts";
import { writeMoves } from "./claims.ts";
import { findClawback } from "./clawbacks.ts";
import { restOf } from "./rules-clawback.ts";
import { clawbackWriteOffEntry } from "./rules-entries.ts";
import { decideWriteOff, decideWriteOffStands } from "./rules-write-off.ts";
import { tellSettled } from "./telling.ts";
import { isDecided } from "./write-offs.ts";

type Given = { now: Date };
type Answer = Decision<{ clawbackId: string }>;

/**
 * Proposes to give up what a clawback has still to bill, or part of it; what stands on bills already is written off there.
 * Refuses what `decideWriteOff` does, and `write-off-waits` while an earlier proposal is not decided.
 */
export const proposeClawbackWriteOff = (
  actor: Actor,
  given: { writeOffId: string; clawbackId: string; amountFen: Fen; reason: string },
  { now }: Given,
): Promise<Answer> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.propose");
    const { writeOffId, clawbackId } = given;
    const { row, clawback } = await findClawback(tx, clawbackId);
    if (row.proposalId !== null && !(await isDecided(tx, row.proposalId))) return refuse("write-off-waits");
    const decision = decideWriteOff({ openFen: restOf(clawback), proposedFen: 0, dueOn: null }, given, dayAt(now));
    if (!decision.ok) return decision;
    const effectiveOn = dayAt(now);
    const entry = clawbackWriteOffEntry({ ...row, ...decision, writeOffId, month: monthOf(effectiveOn), effectiveOn });
    const proposed = await proposeEntry(tx, entry, { by: actor.userId, now });
    if (!proposed.ok) return proposed;
    await tx.update(clawbacks).set({ proposalId: proposed.proposalId }).where(eq(clawbacks.id, clawbackId));
    const detail = { writeOffId, amountFen: decision.amountFen };
    await audit(tx, actor, "writeOff.propose", "clawback", clawbackId, now, detail);
    return grant({ clawbackId });
  });

/** The second signature. Refuses `proposal-decided`, `maker-cannot-decide`, `write-off-paid-meanwhile` where less is left. */
export const approveClawbackWriteOff = (actor: Actor, clawbackId: string, { now }: Given): Promise<Answer> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.decide");
    const { row, clawback } = await findClawback(tx, clawbackId);
    if (row.proposalId === null) return refuse("proposal-decided");
    const proposal = await proposedOf(tx, row.proposalId);
    if (!proposal.decided) {
      const stands = decideWriteOffStands(proposal.amountFen, restOf(clawback));
      if (!stands.ok) return stands;
    }
    const posted = await postProposal(tx, row.proposalId, { by: actor.userId, now });
    if (!posted.ok) return posted;
    const { month } = posted.entry;
    const move = { id: newId(), clawbackId, kind: "writtenOff" as const, month, amountFen: proposal.amountFen };
    await tellSettled(tx, [row], await writeMoves(tx, [{ ...move, billId: null, movedAt: now }]), now);
    await audit(tx, actor, "writeOff.decide", "clawback", clawbackId, now, { amountFen: proposal.amountFen });
    return grant({ clawbackId });
  });

/** The second person rejects it. Refuses `proposal-decided`, `maker-cannot-decide`, `reject-without-reason`. */
export const rejectClawbackWriteOff = (
  actor: Actor,
  clawbackId: string,
  reason: string,
  { now }: Given,
): Promise<Answer> =>
  transaction(async (tx) => {
    authorize(actor, "writeOff.decide");
    const { row } = await findClawback(tx, clawbackId);
    if (row.proposalId === null) return refuse("proposal-decided");
    const voided = await voidProposal(tx, row.proposalId, { by: actor.userId, now, reason });
    if (!voided.ok) return voided;
    await audit(tx, actor, "writeOff.decide", "clawback", clawbackId, now, { rejected: true });
    return grant({ clawbackId });
  });

async function proposedOf(tx: Writer, proposalId: string): Promise<{ amountFen: Fen; decided: boolean }> {
  const [row] = await tx
    .select({ legs: ledgerProposals.legs })
    .from(ledgerProposals)
    .where(eq(ledgerProposals.id, proposalId));
  const leg = row?.legs.find((one) => one.account === "write-off");
  invariant(leg, `proposal ${proposalId} writes nothing off`);
  return { amountFen: leg.amountFen, decided: await isDecided(tx, proposalId) };
}
