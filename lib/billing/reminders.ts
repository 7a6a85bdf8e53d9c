import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills, offsets, reminders, settlements } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { addDays, dayAt, daysBetween } from "../days.ts";
import { yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { reminderDays, reminderOn } from "./rules-reminders.ts";
import { left, pending } from "./standing.ts";

/**
 * Reminds everybody of what they have to pay, each bill once a kind: soon due, due today, late. Nothing of bills that are
 * paid, or of which all that is left is support that waits for the officers.
 */
export const sendReminders = (actor: Actor, { now }: { now: Date }): Promise<{ sent: number }> =>
  transaction(async (tx) => {
    authorize(actor, "reminder.send");
    const today = dayAt(now);
    const owed = sql<number>`${left} - (${pending})`.mapWith(Number);
    const rows = await tx
      .select({
        id: bills.id,
        billNo: bills.billNo,
        personId: bills.personId,
        month: bills.month,
        dueOn: bills.dueOn,
        owedFen: owed,
      })
      .from(bills)
      .leftJoin(offsets, eq(offsets.billId, bills.id))
      .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
      .where(and(sql`${left} - (${pending}) > 0`, lte(bills.dueOn, addDays(today, -reminderDays.dueSoon))))
      .orderBy(asc(bills.billNo));
    const sent = await sentOf(
      tx,
      rows.map((row) => row.id),
    );
    const due = rows.flatMap((bill) => {
      const kind = reminderOn(bill.dueOn, today);
      return kind === null || sent.has(`${bill.id} ${kind}`) ? [] : [{ ...bill, kind }];
    });
    await inChunks(due, (chunk) =>
      tx.insert(reminders).values(chunk.map(({ id, kind }) => ({ billId: id, kind, sentAt: now }))),
    );
    const notices = due.map(({ personId, kind: of, billNo, month, dueOn, owedFen }) => {
      const values = { bill: billNo, month, dueOn, amount: yuanText(owedFen) };
      if (of === "dueSoon") return { personId, kind: "bill-due-soon", values, at: now };
      if (of === "dueToday") return { personId, kind: "bill-due-today", values, at: now };
      return { personId, kind: "bill-overdue", values: { ...values, days: daysBetween(dueOn, today) }, at: now };
    });
    await tellEach(tx, notices);
    return { sent: due.length };
  });

/** What was sent of these bills before, as `bill kind`. */
async function sentOf(tx: Writer, billIds: readonly string[]): Promise<Set<string>> {
  const sent = new Set<string>();
  await inChunks(billIds, async (ids) => {
    const rows = await tx.select().from(reminders).where(inArray(reminders.billId, ids));
    for (const { billId, kind } of rows) sent.add(`${billId} ${kind}`);
  });
  return sent;
}
