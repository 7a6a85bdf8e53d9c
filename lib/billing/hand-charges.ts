import { eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { billLines, bills } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { bookingMonth, closedMonths, openPeriod } from "../ledger/periods.ts";
import { type Fen, yuanText } from "../money.ts";
import { tell } from "../notices/commands.ts";
import { payByCredit, setAsideOverpaid } from "./credit.ts";
import { addLines } from "./lines.ts";
import { canTakeOff, contraOf, decideHandCharge, type HandKind, offKey } from "./rules-lines.ts";

type Given = { now: Date };
type Line = typeof billLines.$inferSelect;
type Bill = typeof bills.$inferSelect;

/**
 * Charges something by hand on a bill, with a reason, and tells its tenant. `chargeId` is made with the form: sending it
 * twice charges once. Refuses `period-closed` (`month`), `charge-id-used`, and, by field, what `decideHandCharge` does.
 */
export const chargeByHand = (
  actor: Actor,
  given: { chargeId: string; billId: string; kind: HandKind; amountFen: Fen; reason: string },
  { now }: Given,
): Promise<Decision<{ billId: string; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "charge.make");
    const { chargeId, billId, kind, amountFen } = given;
    const bill = await findBill(tx, billId);
    const key = `hand:${chargeId}`;
    const [known] = await tx.select().from(billLines).where(eq(billLines.key, key));
    const decision = decideHandCharge(given);
    if (!decision.ok) return decision;
    const { reason } = decision;
    if (known) {
      const same = known.billId === billId && known.kind === kind && known.amountFen === amountFen;
      return same && known.reason === reason ? grant({ billId, before: true }) : refuse("charge-id-used");
    }
    const open = await openPeriod(tx, bill.month, () => grant({}));
    if (!open.ok) return open;
    const { leaseId, personId, month } = bill;
    const line = { key, leaseId, personId, month, kind, amountFen, contra: contraOf(kind), reason };
    await addLines(tx, [line], { by: actor.userId, now });
    await payByCredit(tx, { personId, by: actor.userId, now });
    const values = { bill: bill.billNo, amount: yuanText(amountFen), reason };
    await tell(tx, personId, { kind: "charge-made", values, at: now });
    await audit(tx, actor, "charge.make", "bill", billId, now, { kind, amountFen });
    return grant({ billId, before: false });
  });

/**
 * Takes a charge off again: a line of its own below zero, with a reason, on the same bill, or on that of the next open month
 * where its own is closed. Once. Refuses `charge-stays`, `charge-taken-off`, `take-off-without-reason`.
 */
export const takeOffCharge = (
  actor: Actor,
  lineId: string,
  why: string,
  { now }: Given,
): Promise<Decision<{ billId: string; month: Month }>> =>
  transaction(async (tx) => {
    authorize(actor, "charge.takeOff");
    const { line, bill } = await findLine(tx, lineId);
    const reason = why.trim();
    if (!canTakeOff(line)) return refuse("charge-stays");
    if (reason === "") return refuse("take-off-without-reason");
    const key = offKey(lineId);
    if ((await tx.$count(billLines, eq(billLines.key, key))) > 0) return refuse("charge-taken-off");
    const { leaseId, personId } = bill;
    const month = bookingMonth(bill.month, await closedMonths(tx));
    const { kind, amountFen, fromOn, toOn } = line;
    const off = {
      key,
      leaseId,
      personId,
      month,
      kind,
      amountFen: -amountFen,
      contra: contraOf(kind),
      fromOn,
      toOn,
      reason,
    };
    const [added] = await addLines(tx, [{ ...off, detail: { offMonth: bill.month } }], { by: actor.userId, now });
    invariant(added, "a charge is taken off once");
    await setAsideOverpaid(tx, { personId, by: actor.userId, now });
    await payByCredit(tx, { personId, by: actor.userId, now });
    const values = { bill: bill.billNo, amount: yuanText(amountFen), reason };
    await tell(tx, personId, { kind: "charge-taken-off", values, at: now });
    await audit(tx, actor, "charge.takeOff", "bill", added.billId, now, { lineId, kind, amountFen });
    return grant({ billId: added.billId, month });
  });

async function findBill(tx: Writer, id: string): Promise<Bill> {
  const [bill] = await tx.select().from(bills).where(eq(bills.id, id));
  if (!bill) throw new NotFound();
  return bill;
}

async function findLine(tx: Writer, id: string): Promise<{ line: Line; bill: Bill }> {
  const [found] = await tx
    .select({ line: billLines, bill: bills })
    .from(billLines)
    .innerJoin(bills, eq(bills.id, billLines.billId))
    .where(eq(billLines.id, id));
  if (!found) throw new NotFound();
  return found;
}
