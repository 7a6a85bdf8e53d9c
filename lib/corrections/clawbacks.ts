import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { billLines, bills, clawbacks } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { addLines } from "../billing/lines.ts";
import type { Month } from "../days.ts";
import { type Decision, grant, invariant, NotFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { type Fen, yuanText } from "../money.ts";
import { tell } from "../notices/commands.ts";
import { type ClawbackRow, movedOf, writeMoves } from "./claims.ts";
import { billLeases } from "./instalments.ts";
import { openMonths } from "./open-month.ts";
import {
  type Clawback,
  type ClawbackPlan,
  decidePayNow,
  decidePlan,
  decidePlanApproval,
  decidePlanReturn,
} from "./rules-clawback.ts";
import { tellSettled } from "./telling.ts";

type Given = { now: Date };
type Planned = Decision<{ clawbackId: string }>;

/**
 * An officer proposes how a claim is paid back: how much a month at most, from which month, and what it is for. A plan that
 * runs can be proposed anew: nothing is billed until another officer has approved it. Refuses what `decidePlan` does.
 */
export const planClawback = (
  actor: Actor,
  clawbackId: string,
  given: ClawbackPlan & { reason: string },
  { now }: Given,
): Promise<Planned> =>
  transaction(async (tx) => {
    authorize(actor, "clawback.plan");
    const { row, clawback } = await findClawback(tx, clawbackId);
    const { billMonth } = await openMonths(tx, now);
    const decision = decidePlan(clawback, given, billMonth);
    if (!decision.ok) return decision;
    const { monthlyLimitFen, fromMonth, reason } = decision;
    const plan = { monthlyLimitFen, fromMonth, reason, status: "proposed" as const, madeBy: actor.userId, madeAt: now };
    const set = { ...plan, decidedBy: null, decidedAt: null, decidedReason: null };
    await tx.update(clawbacks).set(set).where(eq(clawbacks.id, clawbackId));
    await audit(tx, actor, "clawback.plan", "clawback", clawbackId, now, {
      no: row.clawbackNo,
      monthlyLimitFen,
      fromMonth,
    });
    return grant({ clawbackId });
  });

/** Another officer approves the plan as it was shown: the bills take it back from its month on. Refuses what `decidePlanApproval` does. */
export const approvePlan = (actor: Actor, clawbackId: string, seen: ClawbackPlan, { now }: Given): Promise<Planned> =>
  transaction(async (tx) => {
    authorize(actor, "clawback.decide");
    const { row, clawback } = await findClawback(tx, clawbackId);
    const decision = decidePlanApproval(clawback, actor.userId, seen);
    if (!decision.ok) return decision;
    const set = { status: decision.status, decidedBy: actor.userId, decidedAt: now };
    await tx.update(clawbacks).set(set).where(eq(clawbacks.id, clawbackId));
    const values = {
      no: row.clawbackNo,
      amount: yuanText(clawback.amountFen - clawback.movedFen),
      limit: yuanText(row.monthlyLimitFen),
      fromMonth: row.fromMonth,
    };
    await tell(tx, row.personId, { kind: "clawback-planned", values, at: now });
    await audit(tx, actor, "clawback.decide", "clawback", clawbackId, now, { no: row.clawbackNo, approved: true });
    return grant({ clawbackId });
  });

/** Another officer sends the plan back with a reason; the claim stands. Refuses what `decidePlanReturn` does. */
export const returnPlan = (actor: Actor, clawbackId: string, reason: string, { now }: Given): Promise<Planned> =>
  transaction(async (tx) => {
    authorize(actor, "clawback.decide");
    const { row, clawback } = await findClawback(tx, clawbackId);
    const decision = decidePlanReturn(clawback, actor.userId, reason);
    if (!decision.ok) return decision;
    const set = { status: decision.status, decidedBy: actor.userId, decidedAt: now, decidedReason: decision.reason };
    await tx.update(clawbacks).set(set).where(eq(clawbacks.id, clawbackId));
    await audit(tx, actor, "clawback.decide", "clawback", clawbackId, now, { no: row.clawbackNo, approved: false });
    return grant({ clawbackId });
  });

/**
 * The person pays back more at once, or all of it: it stands on their next bill, and is paid like any bill. `lineId` is made
 * with the form, so that sending it twice charges once. Refuses what `decidePayNow` does.
 */
export const payClawbackNow = (
  actor: Actor,
  { clawbackId, lineId, amountFen }: { clawbackId: string; lineId: string; amountFen: Fen },
  { now }: Given,
): Promise<Decision<{ clawbackId: string; month: Month; billId: string }>> =>
  transaction(async (tx) => {
    const { row, clawback } = await findClawback(tx, clawbackId);
    authorize(actor, "clawback.payNow", { personId: row.personId });
    const key = `clawback-now:${lineId}`;
    const before = await lineNamed(tx, key);
    if (before) return grant({ clawbackId, ...before });
    const decision = decidePayNow(clawback, amountFen);
    if (!decision.ok) return decision;
    const { billMonth } = await openMonths(tx, now);
    const lease = (await billLeases(tx, [row])).get(row.id);
    const line = {
      key,
      leaseId: lease?.leaseId ?? row.leaseId,
      personId: row.personId,
      month: billMonth,
      kind: "clawback" as const,
      amountFen,
      contra: "clawback-receivable" as const,
      detail: { clawbackId, clawbackNo: row.clawbackNo, atOnce: 1 },
    };
    const [added] = await addLines(tx, [line], { by: actor.userId, now });
    invariant(added, `line ${key} is new`);
    const { billId } = added;
    const settled = await writeMoves(tx, [
      { id: newId(), clawbackId, kind: "paid", month: billMonth, amountFen, billId, movedAt: now },
    ]);
    await tellSettled(tx, [row], settled, now);
    await audit(tx, actor, "clawback.payNow", "clawback", clawbackId, now, { no: row.clawbackNo, amountFen });
    return grant({ clawbackId, month: billMonth, billId });
  });

async function lineNamed(tx: Writer, key: string): Promise<{ month: Month; billId: string } | undefined> {
  const [row] = await tx
    .select({ month: bills.month, billId: bills.id })
    .from(billLines)
    .innerJoin(bills, eq(bills.id, billLines.billId))
    .where(eq(billLines.key, key));
  return row;
}

/** @throws NotFound */
export async function findClawback(tx: Writer, id: string): Promise<{ row: ClawbackRow; clawback: Clawback }> {
  const [row] = await tx.select().from(clawbacks).where(eq(clawbacks.id, id));
  if (!row) throw new NotFound();
  const movedFen = (await movedOf(tx, [id])).get(id) ?? 0;
  return { row, clawback: { ...row, movedFen } };
}
