import { and, asc, desc, eq, gt } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { bills, correctionLines, corrections, offsets, payouts, settlements } from "#db/schema";
import { readDeadlines } from "#seeds/desk";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { type Day, dayAt, type Month } from "../days.ts";
import { deadlineOf, type WaitingKind } from "../desk/rules-deadlines.ts";
import type { Fen } from "../money.ts";
import { type MoneyStep, moneySteps, nextStep, type StepKey } from "./rules-timeline.ts";

export type MonthTimeline = {
  offsetId: string;
  settlementId: string;
  billId: string;
  month: Month;
  status: (typeof settlements.$inferSelect)["status"];
  subsidyFen: Fen;
  offsetFen: Fen;
  surplusFen: Fen;
  carriedFen: Fen;
  eligible: boolean;
  mode: "directOffset" | "cashToPerson";
  /** Why an officer keeps it back, where one does. */
  held: { reason: string; at: Date } | null;
  steps: MoneyStep[];
  /** The step the money waits for, and until when the office has for it by its own rule; null where nothing is to come. */
  next: { key: StepKey; dueOn: Day | null } | null;
};

/** A person's own money month by month, the latest first: what happened with each, why, and what is next. */
export async function myTimeline(actor: Actor): Promise<MonthTimeline[]> {
  authorize(actor, "entitlement.view", { personId: actor.personId });
  return timelinesOf(await reader(), actor.personId ?? "");
}

/** The same of one bill; null where nothing was decided of it. Throws NotFound for another person's. */
export async function billTimeline(
  actor: Actor,
  bill: { id: string; personId: string },
): Promise<MonthTimeline | null> {
  authorize(actor, "bill.view", bill);
  const all = await timelinesOf(await reader(), bill.personId);
  return all.find((one) => one.billId === bill.id) ?? null;
}

/** Every month of a person, for queries that have asked `authorize` already. */
export async function timelinesOf(db: Reader, personId: string): Promise<MonthTimeline[]> {
  const rows = await db
    .select({ offset: offsets, batch: settlements })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .innerJoin(bills, eq(bills.id, offsets.billId))
    .where(eq(offsets.personId, personId))
    .orderBy(desc(offsets.month), desc(bills.billNo));
  const paidOut = Map.groupBy(
    await db.select().from(payouts).where(eq(payouts.personId, personId)).orderBy(asc(payouts.attempt)),
    (row) => row.offsetId,
  );
  const corrected = Map.groupBy(await correctionsOf(db, personId), (row) => row.billId);
  return rows.map(({ offset, batch }) => {
    const steps = moneySteps({
      ...offset,
      status: batch.status,
      matchedAt: batch.madeAt,
      checkedAt: batch.checkedAt,
      approvedAt: batch.approvedAt,
      fundedOn: batch.fundedOn,
      payouts: (paidOut.get(offset.id) ?? []).map(payoutFacts),
      corrections: corrected.get(offset.billId) ?? [],
    });
    const { id: offsetId, settlementId, billId, month, eligible, mode } = offset;
    const { subsidyFen, offsetFen, surplusFen, carriedFen } = offset;
    const held = offset.heldAt ? { reason: offset.heldReason ?? "", at: offset.heldAt } : null;
    const amounts = { subsidyFen, offsetFen, surplusFen, carriedFen };
    const next = comingNext(steps, batch);
    return {
      offsetId,
      settlementId,
      billId,
      month,
      status: batch.status,
      ...amounts,
      eligible,
      mode,
      held,
      steps,
      next,
    };
  });
}

const payoutFacts = (row: typeof payouts.$inferSelect) => ({
  attempt: row.attempt,
  amountFen: row.amountFen,
  status: row.status,
  sentOn: row.sentAt && dayAt(row.sentAt),
  paidOn: row.paidOn,
  returnedOn: row.returnedOn,
  returnReason: row.returnReason,
});

const correctionsOf = async (db: Reader, personId: string) => {
  const rows = await db
    .select({ line: correctionLines, correction: corrections })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(and(eq(correctionLines.personId, personId), gt(correctionLines.sequence, 0)))
    .orderBy(asc(correctionLines.sequence));
  return rows.map(({ line, correction }) => ({
    billId: line.billId,
    no: correction.correctionNo,
    reason: correction.reason,
    postedAt: correction.decidedAt ?? correction.madeAt,
    beforeFen: line.subsidyBeforeFen,
    afterFen: line.subsidyAfterFen,
  }));
};

/** Which of the office's deadlines a step runs under. */
const kinds: Partial<Record<StepKey, WaitingKind>> = {
  checked: "settlementCheck",
  approved: "settlementApproval",
  funded: "settlementFunding",
  sent: "payoutFile",
};

function comingNext(steps: readonly MoneyStep[], batch: typeof settlements.$inferSelect): MonthTimeline["next"] {
  const step = nextStep(steps);
  if (!step) return null;
  const before = steps[steps.indexOf(step) - 1];
  const since = before?.on ?? (before?.at ? dayAt(before.at) : dayAt(batch.madeAt));
  const kind = kinds[step.key];
  return { key: step.key, dueOn: kind ? deadlineOf(kind, since, readDeadlines()) : null };
}
