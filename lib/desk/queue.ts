import { reader } from "#db/client";
import { readDeadlines } from "#seeds/desk";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { waitingRefunds } from "../billing/waiting.ts";
import { waitingBudgets } from "../budget/waiting.ts";
import { waitingClawbacks, waitingCorrections, waitingWriteOffs } from "../corrections/waiting.ts";
import { type Day, dayAt } from "../days.ts";
import { waitingDrafts } from "../lab/waiting.ts";
import { waitingFunding, waitingPayouts, waitingReturned } from "../payouts/waiting.ts";
import { waitingFindings, waitingRegisters } from "../registers/waiting.ts";
import { namesOf } from "../subsidy/signers.ts";
import { waitingSettlements } from "../subsidy/waiting.ts";
import { deadlineOf, type Urgency, urgencies, urgencyOf } from "./rules-deadlines.ts";
import type { Waiting, WaitingSource } from "./waiting.ts";

/** Every domain's share; a further one adds its source here. */
const sources: readonly WaitingSource[] = [
  waitingSettlements,
  waitingRefunds,
  waitingCorrections,
  waitingClawbacks,
  waitingWriteOffs,
  waitingFindings,
  waitingRegisters,
  waitingDrafts,
  waitingFunding,
  waitingPayouts,
  waitingReturned,
  waitingBudgets,
];

export type QueueItem = Waiting & { dueOn: Day | null; urgency: Urgency; byName: string };

/**
 * Everything that waits, what this officer can do first, each part by urgency: overdue, due today, then by the last
 * day. What they made themselves waits for another and stands in `others`.
 */
export async function officerQueue(
  actor: Actor,
  now = new Date(),
): Promise<{ mine: QueueItem[]; others: QueueItem[] }> {
  authorize(actor, "queue.view");
  const db = await reader();
  const deadlines = readDeadlines();
  const today = dayAt(now);
  const found: Waiting[] = [];
  for (const source of sources) found.push(...(await source(db, actor)));
  const names = await namesOf(
    db,
    found.map((one) => one.byId),
  );
  const items = found
    .map((one) => {
      const dueOn = deadlineOf(one.kind, dayAt(one.since), deadlines);
      return { ...one, dueOn, urgency: urgencyOf(dueOn, today), byName: names.get(one.byId) ?? "" };
    })
    .sort(mostUrgentFirst);
  return { mine: items.filter((one) => one.mine), others: items.filter((one) => !one.mine) };
}

function mostUrgentFirst(a: QueueItem, b: QueueItem): number {
  const byUrgency = urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency);
  const [dueA, dueB] = [a.dueOn ?? "9999", b.dueOn ?? "9999"];
  return byUrgency || (dueA < dueB ? -1 : dueA > dueB ? 1 : a.since.getTime() - b.since.getTime());
}
