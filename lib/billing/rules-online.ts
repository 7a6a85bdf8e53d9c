import type { Fen } from "../money.ts";

export type OrderState = "open" | "paid" | "failed" | "closed";
export type OnlineEvent = {
  orderId: string;
  kind: "paid" | "failed" | "closed";
  amountFen: Fen;
  /** The provider's own number of the money that moved. */
  transactionNo: string;
};
export type EventDecision =
  | { book: true; state: "paid"; outcome: "paid" | "paid-late" | "paid-again" }
  | { book: false; state: OrderState; outcome: "failed" | "closed" | "known" | "out-of-order" | "amount-differs" };

/**
 * What a provider's word changes, whatever order its messages come in. Money that came in is booked even after the
 * order was given up, and once for each transaction; nothing undoes a payment; another amount than was asked for is
 * left to people.
 * @param order with the transactions that are booked of it already
 */
export function decideEvent(
  order: { state: OrderState; amountFen: Fen; transactionNos: readonly string[] },
  event: Omit<OnlineEvent, "orderId">,
): EventDecision {
  if (event.kind !== "paid") {
    if (order.state === "open") return { book: false, state: event.kind, outcome: event.kind };
    return { book: false, state: order.state, outcome: order.state === event.kind ? "known" : "out-of-order" };
  }
  if (order.transactionNos.includes(event.transactionNo)) return { book: false, state: order.state, outcome: "known" };
  if (event.amountFen !== order.amountFen) return { book: false, state: order.state, outcome: "amount-differs" };
  const outcome = order.state === "paid" ? "paid-again" : order.state === "open" ? "paid" : "paid-late";
  return { book: true, state: "paid", outcome };
}
