import { eq, inArray } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills, creditMoves, payments } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt, isDay } from "../days.ts";
import { type Decision, grant, type Refusal, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { eventKey, paymentEntry } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";
import { payByCredit, setPaid } from "./credit.ts";
import { splitPayment } from "./rules-credit.ts";

type Method = typeof payments.$inferSelect.method;
type Bill = typeof bills.$inferSelect;
type Payment = typeof payments.$inferSelect;

/** Money that came in: of one bill, named by its id or its number; `reference` is the bank's own, once for ever. */
export type PaymentGiven = ({ billId: string } | { billNo: string }) & {
  amountFen: Fen;
  paidOn: Day;
  method: Method;
  reference: string;
  /** What becomes of money above what the bill asks for: refused unless it is to be kept as the person's credit. */
  rest?: "refuse" | "credit";
};
export type Recorded = { paymentId: string; billId: string; creditFen: Fen; before: boolean };

/**
 * Records one payment. The same reference with the same contents answers with the same payment (`before`).
 * Refuses `bill-unknown` (`bill`), `payment-amount-wrong`, `payment-day-wrong`, `payment-in-future`,
 * `payment-without-reference`, `payment-reference-used` (`reference`), `payment-above-due` (`dueFen`, `due` in yuan).
 */
export async function recordPayment(
  actor: Actor,
  given: PaymentGiven,
  when: { now: Date },
): Promise<Decision<Recorded>> {
  const recorded = await recordPayments(actor, [given], when);
  if (!recorded.ok) return recorded;
  const [first] = recorded.payments;
  return first ? grant(first) : refuse("bill-unknown", { bill: "" });
}

/** Many at once, all or none: a refusal names its row (`row`, from 1). */
export const recordPayments = (
  actor: Actor,
  rows: readonly PaymentGiven[],
  { now }: { now: Date },
): Promise<Decision<{ payments: Recorded[] }>> =>
  transaction(async (tx) => {
    authorize(actor, "payment.record");
    return bookPayments(tx, actor, rows, { now });
  });

/**
 * The same in a transaction of the caller's, who has asked whether the actor may: payments, their entries, what was
 * paid on their bills, the credit that is left and the bills which that credit pays.
 */
export async function bookPayments(
  tx: Writer,
  actor: Actor,
  rows: readonly PaymentGiven[],
  { now }: { now: Date },
): Promise<Decision<{ payments: Recorded[] }>> {
  const found = await billsNamed(tx, rows);
  const used = await paymentsUnder(tx, rows);
  const answers: Recorded[] = [];
  const fresh: Fresh[] = [];
  for (const [index, row] of rows.entries()) {
    const at = (refusal: Refusal) => ({ ...refusal, values: { ...refusal.values, row: index + 1 } });
    const bill = found.get("billId" in row ? row.billId : row.billNo);
    if (!bill) return at(refuse("bill-unknown", { bill: "billId" in row ? row.billId : row.billNo }));
    const earlier = used.get(row.reference);
    const decision = earlier ? samePayment(earlier, row, bill) : decidePayment(row, bill, now);
    if (!decision.ok) return at(decision);
    if (earlier) {
      answers.push({ paymentId: earlier.id, billId: bill.id, creditFen: earlier.creditFen, before: true });
      continue;
    }
    const payment = paymentRow(row, bill, actor, now);
    bill.paidFen += payment.amountFen - payment.creditFen;
    used.set(payment.reference, payment);
    fresh.push({ payment, bill });
    answers.push({ paymentId: payment.id, billId: bill.id, creditFen: payment.creditFen, before: false });
  }
  await writePayments(tx, actor, fresh, now);
  return grant({ payments: answers });
}

type Fresh = { payment: Payment; bill: Bill };

const dueOn = (bill: Bill): Fen => bill.rentFen + bill.otherFen - bill.offsetFen - bill.paidFen;

const paymentRow = (row: PaymentGiven, bill: Bill, actor: Actor, now: Date): Payment => ({
  id: newId(),
  billId: bill.id,
  personId: bill.personId,
  amountFen: row.amountFen,
  paidOn: row.paidOn,
  method: row.method,
  reference: row.reference,
  creditFen: splitPayment(row.amountFen, dueOn(bill)).creditFen,
  recordedBy: actor.userId,
  recordedAt: now,
});

function decidePayment({ amountFen, paidOn, reference, rest }: PaymentGiven, bill: Bill, now: Date): Decision {
  if (!Number.isSafeInteger(amountFen) || amountFen <= 0) return refuse("payment-amount-wrong");
  if (!isDay(paidOn)) return refuse("payment-day-wrong");
  if (paidOn > dayAt(now)) return refuse("payment-in-future");
  if (reference.trim() === "") return refuse("payment-without-reference");
  const dueFen = Math.max(0, dueOn(bill));
  return amountFen > dueFen && rest !== "credit"
    ? refuse("payment-above-due", { dueFen, due: dueFen / 100 })
    : grant({});
}

const samePayment = (earlier: Payment, row: PaymentGiven, bill: Bill): Decision =>
  earlier.billId === bill.id &&
  earlier.amountFen === row.amountFen &&
  earlier.paidOn === row.paidOn &&
  earlier.method === row.method
    ? grant({})
    : refuse("payment-reference-used", { reference: row.reference });

async function writePayments(tx: Writer, actor: Actor, fresh: readonly Fresh[], now: Date): Promise<void> {
  const [only] = fresh;
  if (!only) return;
  const rentKeys = fresh.map(({ bill }) => eventKey("rent", bill, bill.month));
  const rentIds = await entryIds(tx, rentKeys);
  await inChunks(fresh, (chunk) => tx.insert(payments).values(chunk.map(({ payment }) => payment)));
  const entries = fresh.map(({ payment, bill }, index) =>
    paymentEntry({
      paymentId: payment.id,
      personId: bill.personId,
      leaseId: bill.leaseId,
      month: bill.month,
      paidOn: payment.paidOn,
      amountFen: payment.amountFen,
      creditFen: payment.creditFen,
      settlesId: rentIds.get(rentKeys[index] ?? "") ?? null,
    }),
  );
  await postEntries(tx, entries, { madeBy: actor.userId, now });
  await setPaid(
    tx,
    fresh.map(({ bill }) => bill.id),
  );
  await keepCredit(tx, actor, fresh, now);
  const detail = { payments: fresh.length, amountFen: fresh.reduce((sum, { payment }) => sum + payment.amountFen, 0) };
  const [entity, id] = fresh.length === 1 ? ["bill", only.bill.id] : ["payments", only.payment.id];
  await audit(tx, actor, "payment.record", entity ?? "bill", id ?? "", now, detail);
}

/** What was above the bills is their people's credit, and pays at once what else they have open. */
async function keepCredit(tx: Writer, actor: Actor, fresh: readonly Fresh[], now: Date): Promise<void> {
  const moves = fresh
    .filter(({ payment }) => payment.creditFen > 0)
    .map(({ payment, bill }) => ({
      id: newId(),
      kind: "overpaid" as const,
      personId: bill.personId,
      leaseId: bill.leaseId,
      amountFen: payment.creditFen,
      paymentId: payment.id,
      movedOn: payment.paidOn,
      movedAt: now,
    }));
  await inChunks(moves, (chunk) => tx.insert(creditMoves).values(chunk));
  for (const personId of new Set(moves.map((move) => move.personId))) {
    await payByCredit(tx, { personId, by: actor.userId, now });
  }
}

/** The bills the rows name, by id and by number: each a copy, so that several payments of one bill see each other. */
async function billsNamed(tx: Writer, rows: readonly PaymentGiven[]): Promise<Map<string, Bill>> {
  const found = new Map<string, Bill>();
  const ids = [...new Set(rows.flatMap((row) => ("billId" in row ? [row.billId] : [])))];
  const numbers = [...new Set(rows.flatMap((row) => ("billNo" in row ? [row.billNo] : [])))];
  const add = (list: Bill[]) => {
    for (const bill of list) {
      const known = found.get(bill.id) ?? bill;
      found.set(bill.id, known).set(bill.billNo, known);
    }
  };
  await inChunks(ids, async (chunk) => add(await tx.select().from(bills).where(inArray(bills.id, chunk))));
  await inChunks(numbers, async (chunk) => add(await tx.select().from(bills).where(inArray(bills.billNo, chunk))));
  return found;
}

async function paymentsUnder(tx: Writer, rows: readonly PaymentGiven[]): Promise<Map<string, Payment>> {
  const used = new Map<string, Payment>();
  await inChunks([...new Set(rows.map((row) => row.reference))], async (references) => {
    const where =
      references.length === 1 ? eq(payments.reference, references[0] ?? "") : inArray(payments.reference, references);
    for (const row of await tx.select().from(payments).where(where)) used.set(row.reference, row);
  });
  return used;
}
