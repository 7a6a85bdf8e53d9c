import { createHash } from "node:crypto";
import { and, eq, gt, like } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills, offsets, onlineEvents, onlineOrders, payments } from "#db/schema";
import { type Actor, system } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { dayAt } from "../days.ts";
import { env } from "../env.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { bookPayments } from "./payments.ts";
import { type PaymentProvider, type SignedMessage, sandboxProvider } from "./provider.ts";
import { decideEvent, type OnlineEvent } from "./rules-online.ts";

type Given = { now: Date };
type Order = typeof onlineOrders.$inferSelect;

/** How long a begun payment may be finished. */
const OPEN_MINUTES = 30;

/** The provider that the settings name, null where there is none. */
export function configuredProvider(name?: string): PaymentProvider | null {
  const { pay } = env();
  const provider = pay ? sandboxProvider(pay) : null;
  return name === undefined || provider?.name === name ? provider : null;
}

/**
 * A tenant begins to pay a bill of their own online: what is left of it once decided support is netted. An open order
 * of the same amount is gone on with. Refuses `online-not-available`, `online-nothing-due`.
 */
export async function startOnlinePayment(
  actor: Actor,
  billId: string,
  { now, provider = configuredProvider() }: Given & { provider?: PaymentProvider | null },
): Promise<Decision<{ orderId: string; payUrl: string }>> {
  const made = await transaction(async (tx): Promise<Decision<{ order: Order; billNo: string }>> => {
    const [row] = await tx
      .select({ bill: bills, decidedFen: offsets.offsetFen })
      .from(bills)
      .leftJoin(offsets, eq(offsets.billId, bills.id))
      .where(eq(bills.id, billId));
    if (!row) throw new NotFound();
    const { bill, decidedFen } = row;
    authorize(actor, "payment.start", bill);
    if (!provider) return refuse("online-not-available");
    const amountFen = bill.rentFen + bill.otherFen - Math.max(bill.offsetFen, decidedFen ?? 0) - bill.paidFen;
    if (amountFen <= 0) return refuse("online-nothing-due");
    const [open] = await tx
      .select()
      .from(onlineOrders)
      .where(
        and(
          eq(onlineOrders.billId, billId),
          eq(onlineOrders.state, "open"),
          eq(onlineOrders.amountFen, amountFen),
          gt(onlineOrders.expiresAt, now),
        ),
      );
    if (open) return grant({ order: open, billNo: bill.billNo });
    const expiresAt = new Date(now.getTime() + OPEN_MINUTES * 60_000);
    const said = { id: newId(), billId, personId: bill.personId, amountFen, provider: provider.name };
    const order: Order = { ...said, state: "open", paymentId: null, createdAt: now, expiresAt };
    await tx.insert(onlineOrders).values(order);
    await audit(tx, actor, "payment.start", "order", order.id, now, { amountFen });
    return grant({ order, billNo: bill.billNo });
  });
  if (!made.ok || !provider) return made.ok ? refuse("online-not-available") : made;
  const { id: orderId, amountFen } = made.order;
  const callbackUrl = `${env().origin}/api/v1/payments/callback/${provider.name}`;
  // The provider is asked outside the transaction, which may run twice.
  const { payUrl } = await provider.begin({ orderId, amountFen, title: made.billNo, callbackUrl });
  return grant({ orderId, payUrl });
}

/** The HTTP status to answer a provider with, and what came of its message. */
export type CallbackAnswer = { status: 200 | 400 | 401 | 404 | 409; outcome: string };

/**
 * A provider's message: believed for its signature alone, and before anything in it is read. Sent again, it changes
 * nothing and is answered alike; see `decideEvent` for messages that come late or in another order.
 */
export async function receiveCallback(
  provider: PaymentProvider,
  message: SignedMessage,
  { now }: Given,
): Promise<CallbackAnswer> {
  const verified = provider.verify(message, now);
  if (!verified.ok) return { status: 401, outcome: verified.why };
  const event = provider.read(message.body);
  if (!event) return { status: 400, outcome: "not-understood" };
  const bodyHash = createHash("sha256").update(message.body).digest("hex");
  return transaction(async (tx) => {
    const [known] = await tx
      .select()
      .from(onlineEvents)
      .where(and(eq(onlineEvents.provider, provider.name), eq(onlineEvents.nonce, verified.nonce)));
    if (known) {
      return known.bodyHash === bodyHash ? answerOf(known.outcome) : { status: 409 as const, outcome: "nonce-used" };
    }
    const outcome = await applyEvent(tx, provider.name, event, now);
    const said = { provider: provider.name, nonce: verified.nonce, bodyHash, orderId: event.orderId, kind: event.kind };
    await tx.insert(onlineEvents).values({ id: newId(), ...said, outcome, receivedAt: now });
    return answerOf(outcome);
  });
}

const answerOf = (outcome: string): CallbackAnswer => ({
  status: outcome === "unknown-order" ? 404 : outcome === "amount-differs" ? 409 : 200,
  outcome,
});

async function applyEvent(tx: Writer, provider: string, event: OnlineEvent, now: Date): Promise<string> {
  authorize(system, "payment.record");
  const where = and(eq(onlineOrders.id, event.orderId), eq(onlineOrders.provider, provider));
  const [order] = await tx.select().from(onlineOrders).where(where);
  if (!order) return "unknown-order";
  const reference = (transactionNo: string) => `${provider}:${order.id}:${transactionNo}`;
  const booked = await tx
    .select({ reference: payments.reference })
    .from(payments)
    .where(like(payments.reference, `${reference("")}%`));
  const transactionNos = booked.map((row) => row.reference.slice(reference("").length));
  const decision = decideEvent({ ...order, transactionNos }, event);
  if (!decision.book) {
    if (decision.state !== order.state) await tx.update(onlineOrders).set({ state: decision.state }).where(where);
    return decision.outcome;
  }
  const row = { billId: order.billId, amountFen: event.amountFen, paidOn: dayAt(now), method: "online" as const };
  const given = { ...row, reference: reference(event.transactionNo), rest: "credit" as const };
  const recorded = await bookPayments(tx, system, [given], { now });
  if (!recorded.ok) throw new Error(`an online payment could not be booked: ${recorded.reason}`);
  const paymentId = order.paymentId ?? recorded.payments[0]?.paymentId ?? null;
  await tx.update(onlineOrders).set({ state: "paid", paymentId }).where(where);
  return decision.outcome;
}
