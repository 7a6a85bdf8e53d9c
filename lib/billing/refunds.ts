import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { creditMoves, refunds } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postProposal, proposeEntry, voidProposal } from "../ledger/proposals.ts";
import { refundEntry } from "../ledger/rules.ts";
import { takeInOrder } from "../ledger/rules-phases.ts";
import { type Fen, yuanText } from "../money.ts";
import { tell } from "../notices/commands.ts";
import { availableCredit, setAsideOverpaid } from "./credit.ts";

type Given = { now: Date };
type Refund = typeof refunds.$inferSelect;
export type RefundGiven = {
  /** Made with the form, so that sending it twice proposes once. */
  refundId: string;
  personId: string;
  amountFen: Fen;
  reason: string;
};

/**
 * Proposes to give credit back: it is held from now on, so that no bill uses it, until a second person decides.
 * Refuses `refund-amount-wrong`, `refund-without-reason`, `refund-above-credit` (`available` in yuan), and
 * `refund-id-used` where the id was used for another refund.
 */
export const proposeRefund = (
  actor: Actor,
  given: RefundGiven,
  { now }: Given,
): Promise<Decision<{ refundId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "refund.propose");
    const { refundId, personId, amountFen } = given;
    const reason = given.reason.trim();
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse("refund-amount-wrong");
    if (reason === "") return refuse("refund-without-reason");
    const [known] = await tx.select().from(refunds).where(eq(refunds.id, refundId));
    if (known) {
      const same = known.personId === personId && known.amountFen === amountFen && known.reason === reason;
      return same ? grant({ refundId, before: true }) : refuse("refund-id-used");
    }
    await setAsideOverpaid(tx, { personId, by: actor.userId, now });
    const sources = (await availableCredit(tx, personId)).get(personId) ?? [];
    const availableFen = sources.reduce((sum, source) => sum + source.availableFen, 0);
    const decision = takeInOrder(
      sources.map((source) => source.availableFen),
      amountFen,
    );
    if (!decision.ok) return refuse("refund-above-credit", { available: availableFen / 100 });
    const parts = sources.map(({ leaseId }, index) => ({ leaseId, amountFen: decision.taken[index] ?? 0 }));
    const effectiveOn = dayAt(now);
    const entry = refundEntry({ refundId, personId, month: monthOf(effectiveOn), effectiveOn, parts });
    const proposed = await proposeEntry(tx, entry, { by: actor.userId, now });
    if (!proposed.ok) return proposed;
    const row = { id: refundId, personId, amountFen, reason, proposalId: proposed.proposalId, madeBy: actor.userId };
    await tx.insert(refunds).values({ ...row, madeAt: now });
    await audit(tx, actor, "refund.propose", "refund", refundId, now, { amountFen });
    return grant({ refundId, before: false });
  });

/**
 * The second person pays it out, all of it or less; what is not paid is credit again. Refuses `proposal-decided`,
 * `maker-cannot-decide`, `proposal-amount-wrong`, `proposal-amount-above` (`heldFen`).
 */
export const approveRefund = (
  actor: Actor,
  refundId: string,
  { now, amountFen }: Given & { amountFen?: Fen },
): Promise<Decision<{ refundId: string; paidFen: Fen; releasedFen: Fen }>> =>
  transaction(async (tx) => {
    authorize(actor, "refund.decide");
    const refund = await findRefund(tx, refundId);
    const posted = await postProposal(tx, refund.proposalId, { by: actor.userId, now, amountFen });
    if (!posted.ok) return posted;
    const paidFen = refund.amountFen - posted.releasedFen;
    const moves = posted.entry.legs
      .filter((leg) => leg.account === "tenant-credit")
      .map((leg) => ({
        id: newId(),
        kind: "refunded" as const,
        personId: refund.personId,
        leaseId: leg.leaseId ?? "",
        amountFen: -leg.amountFen,
        refundId,
        movedOn: dayAt(now),
        movedAt: now,
      }));
    invariant(moves.length > 0, `refund ${refundId} pays nothing out`);
    await tx.insert(creditMoves).values(moves);
    await tell(tx, refund.personId, { kind: "refund-approved", values: { amount: yuanText(paidFen) }, at: now });
    await audit(tx, actor, "refund.decide", "refund", refundId, now, { paidFen, releasedFen: posted.releasedFen });
    return grant({ refundId, paidFen, releasedFen: posted.releasedFen });
  });

/** The second person rejects it: the credit can be used again. Refuses `proposal-decided`, `maker-cannot-decide`, `reject-without-reason`. */
export const rejectRefund = (
  actor: Actor,
  refundId: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ refundId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "refund.decide");
    const refund = await findRefund(tx, refundId);
    const voided = await voidProposal(tx, refund.proposalId, { by: actor.userId, now, reason });
    if (!voided.ok) return voided;
    const values = { amount: yuanText(refund.amountFen), reason: voided.reason };
    await tell(tx, refund.personId, { kind: "refund-rejected", values, at: now });
    await audit(tx, actor, "refund.decide", "refund", refundId, now, { rejected: true });
    return grant({ refundId });
  });

async function findRefund(tx: Writer, id: string): Promise<Refund> {
  const [row] = await tx.select().from(refunds).where(eq(refunds.id, id));
  if (!row) throw new NotFound();
  return row;
}
