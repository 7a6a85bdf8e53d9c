import { transaction, type Writer } from "#db/client";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt, monthOf } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { loadProposal, postProposal, proposeEntry, voidProposal } from "../ledger/proposals.ts";
import { appropriationIn, budgetEntry } from "../ledger/rules-finance.ts";
import { decidePosting } from "../ledger/rules-phases.ts";
import type { Fen } from "../money.ts";
import { fundsKnown } from "./funds.ts";
import { moveBudget, sumsOfYear } from "./moves.ts";
import { decideAppropriation, nothing } from "./rules.ts";

type Given = { now: Date };
export type AppropriationGiven = {
  /** Made with the form, so that sending it twice proposes once. */
  appropriationId: string;
  fund: string;
  year: number;
  /** Above zero it is added, below it is cut. */
  amountFen: Fen;
  /** What it is based on. */
  reason: string;
};

/** The event's name in the books: `appropriate:{id}`. */
const keyOf = (appropriationId: string): string => `appropriate:${appropriationId}`;

/**
 * Proposes to raise or cut a fund's budget of a year; nothing moves before another officer has posted it. Refuses
 * `budget-fund-unknown`, `budget-year-wrong`, what `decideAppropriation` and `proposeEntry` do.
 */
export const proposeAppropriation = (
  actor: Actor,
  given: AppropriationGiven,
  { now }: Given,
): Promise<Decision<{ proposalId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "budget.propose");
    const { appropriationId, fund, year, amountFen } = given;
    const on = dayAt(now);
    if (!(await fundsKnown(tx, monthOf(on))).has(fund)) return refuse("budget-fund-unknown");
    if (!Number.isInteger(year) || Math.abs(year - Number(on.slice(0, 4))) > 5) return refuse("budget-year-wrong");
    const sums = (await sumsOfYear(tx, year)).get(fund) ?? nothing;
    const decision = decideAppropriation(sums, amountFen, given.reason);
    if (!decision.ok) return decision;
    const said = { key: keyOf(appropriationId), kind: "appropriated" as const, fund, year, month: monthOf(on), on };
    const entry = budgetEntry({ ...said, amountFen, reason: given.reason.trim() });
    const proposed = await proposeEntry(tx, entry, { by: actor.userId, now });
    if (!proposed.ok || proposed.before) return proposed;
    await audit(tx, actor, "budget.propose", "budget", proposed.proposalId, now, { fund, year, amountFen });
    return proposed;
  });

/**
 * Another officer posts it. Refuses `proposal-decided`, `maker-cannot-decide`, and `appropriation-below-committed` where
 * more has been approved against the budget since it was proposed to be cut.
 */
export const approveAppropriation = (
  actor: Actor,
  proposalId: string,
  { now }: Given,
): Promise<Decision<{ proposalId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "budget.decide");
    const { proposed, fund, year, amountFen, key } = await findAppropriation(tx, proposalId);
    const posting = decidePosting(proposed, actor.userId);
    if (!posting.ok) return posting;
    const { reason, month, effectiveOn } = proposed.entry;
    const decision = decideAppropriation((await sumsOfYear(tx, year)).get(fund) ?? nothing, amountFen, reason);
    if (!decision.ok) return decision;
    const posted = await postProposal(tx, proposalId, { by: actor.userId, now });
    if (!posted.ok) return posted;
    const said = { fund, year, month, amountFen, on: effectiveOn, proposalId, reason };
    const by = { by: proposed.madeBy, approvedBy: actor.userId, now };
    await moveBudget(tx, [{ key, kind: "appropriated", ...said }], by);
    await audit(tx, actor, "budget.decide", "budget", proposalId, now, { fund, year, amountFen });
    return grant({ proposalId });
  });

/** Another officer rejects it, with a reason. Refuses `proposal-decided`, `maker-cannot-decide`, `reject-without-reason`. */
export const rejectAppropriation = (
  actor: Actor,
  proposalId: string,
  reason: string,
  { now }: Given,
): Promise<Decision<{ proposalId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "budget.decide");
    await findAppropriation(tx, proposalId);
    const voided = await voidProposal(tx, proposalId, { by: actor.userId, now, reason });
    if (!voided.ok) return voided;
    await audit(tx, actor, "budget.decide", "budget", proposalId, now, { rejected: true });
    return grant({ proposalId });
  });

/** The proposal and what it would move. Throws NotFound for a proposal of something else. */
async function findAppropriation(tx: Writer, proposalId: string) {
  const proposed = await loadProposal(tx, proposalId);
  if (proposed.entry.kind !== "budget") throw new NotFound();
  return { proposed, key: proposed.entry.key.slice("budget:".length), ...appropriationIn(proposed.entry.legs) };
}
