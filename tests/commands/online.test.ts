import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { onlineEvents, onlineOrders, payments } from "#db/schema";
import type { Actor } from "#lib/actor";
import { startOnlinePayment } from "#lib/billing/online";
import { sandboxProvider } from "#lib/billing/provider";
import { Forbidden, NotFound } from "#lib/errors";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { billOf, type Officers, settleMonth } from "#tests/support/month";
import { type Callback, listen, SandboxServer } from "#tests/support/sandbox-provider";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";
import { POST } from "../../app/api/v1/payments/callback/[provider]/route.ts";

const db = freshDatabase();
const SECRET = process.env.WUTONG_PAY_SECRET ?? "";
const provider = new SandboxServer(SECRET);
let shop: Awaited<ReturnType<typeof listen>>;
let by: Officers;
type Talent = Awaited<ReturnType<typeof makeTalent>>;
let payer: Talent;

beforeAll(async () => {
  await provider.start();
  shop = await listen(async (request, body) => {
    const name = request.url?.split("/").at(-1) ?? "";
    const headers = Object.entries(request.headers).map(([key, value]): [string, string] => [key, String(value)]);
    const asked = new Request(`http://shop${request.url}`, { method: "POST", headers, body: new Uint8Array(body) });
    const answer = await POST(asked, { params: Promise.resolve({ provider: name }) });
    return { status: answer.status, text: await answer.text() };
  });
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
  payer = await makeTalent(db());
  await makeLease(db(), [{ personId: payer.personId }]);
  await settleMonth(db(), by, "2026-09");
});
afterAll(async () => {
  await provider.close();
  await shop?.close();
});

const callback = () => `${shop.url}/api/v1/payments/callback/sandbox`;
const start = (actor: Actor, billId: string) =>
  startOnlinePayment(actor, billId, { now: NOW, provider: sandboxProvider({ url: provider.url, secret: SECRET }) });
const orderOf = async (id: string) => {
  const [order] = await db().reader.select().from(onlineOrders).where(eq(onlineOrders.id, id));
  return order;
};

/** An order of 1 yuan of its own on the payer's bill, without the way through the provider. */
async function makeOrder(): Promise<string> {
  const bill = await billOf(db(), payer.personId, "2026-09");
  const order = { id: newId(), billId: bill.id, personId: payer.personId, amountFen: 100, provider: "sandbox" };
  const times = { createdAt: NOW, expiresAt: NOW };
  await db().transaction((tx) => tx.insert(onlineOrders).values({ ...order, state: "open", ...times }));
  return order.id;
}
const event = (orderId: string, change: Partial<Callback> = {}): Callback => ({
  orderId,
  kind: "paid",
  amountFen: 100,
  transactionNo: "S1",
  ...change,
});
const paymentsOf = async (orderId: string) =>
  (await db().reader.select().from(payments)).filter((row) => row.reference.startsWith(`sandbox:${orderId}:`)).length;

test("a tenant begins to pay what is left of their own bill, and the provider's word pays it", async () => {
  const bill = await billOf(db(), payer.personId, "2026-09");
  const begun = await start(payer, bill.id);
  if (!begun.ok) throw new Error(begun.reason);
  expect(begun.payUrl).toBe(`${provider.url}/pay/${begun.orderId}`);
  expect(provider.orders.at(-1)).toMatchObject({ orderId: begun.orderId, amountFen: 35000, title: bill.billNo });
  expect(await start(payer, bill.id)).toMatchObject({ ok: true, orderId: begun.orderId });
  expect(await provider.send(callback(), event(begun.orderId, { amountFen: 35000 }))).toEqual({
    status: 200,
    outcome: "paid",
  });
  expect((await billOf(db(), payer.personId, "2026-09")).paidFen).toBe(35000);
  expect(await start(payer, bill.id)).toMatchObject({ reason: "online-nothing-due" });
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
});

test("nobody pays another person's bill online, and staff do not at all", async () => {
  const bill = await billOf(db(), payer.personId, "2026-09");
  await expect(start(await makeTalent(db()), bill.id)).rejects.toThrow(NotFound);
  await expect(start(by.operator, bill.id)).rejects.toThrow(Forbidden);
  const without = await startOnlinePayment(payer, bill.id, { now: NOW, provider: null });
  expect(without).toMatchObject({ reason: "online-not-available" });
});

test("word that is unsigned, forged, changed on the way, late or too large is refused and leaves nothing", async () => {
  const order = await makeOrder();
  const before = await db().reader.$count(onlineEvents);
  const send = (change: Parameters<typeof provider.send>[2]) => provider.send(callback(), event(order), change);
  expect(await send({ unsigned: true })).toEqual({ status: 401, outcome: "unsigned" });
  expect(await send({ secret: "another secret of the same length as it" })).toEqual({ status: 401, outcome: "forged" });
  expect(await send({ signature: "00" })).toEqual({ status: 401, outcome: "forged" });
  expect(await send({ at: new Date(Date.now() - 301_000) })).toEqual({ status: 401, outcome: "stale" });
  expect(await send({ at: new Date(Date.now() + 310_000) })).toEqual({ status: 401, outcome: "stale" });
  expect(await send({ body: "x".repeat(70_000) })).toEqual({ status: 413, outcome: "too-large" });
  // Signed rightly, but nothing that is understood: told apart only after the signature.
  expect(await send({ body: "{" })).toEqual({ status: 400, outcome: "not-understood" });
  expect(await send({ body: JSON.stringify({ ...event(order), amountFen: -1 }) })).toMatchObject({ status: 400 });
  expect(await send({ body: JSON.stringify({ ...event(order), role: "admin" }) })).toMatchObject({ status: 400 });
  expect(await provider.send(callback().replace("sandbox", "other"), event(order))).toMatchObject({ status: 404 });
  expect(await db().reader.$count(onlineEvents)).toBe(before);
  expect(await orderOf(order)).toMatchObject({ state: "open", paymentId: null });
});

test("the same word again, many at once, and the same money under a new signature are booked once", async () => {
  const order = await makeOrder();
  const all = await Promise.all([1, 2, 3].map(() => provider.send(callback(), event(order), { nonce: `n-${order}` })));
  for (const one of all) expect(one).toEqual({ status: 200, outcome: "paid" });
  expect(await provider.send(callback(), event(order))).toEqual({ status: 200, outcome: "known" });
  expect(await paymentsOf(order)).toBe(1);
  const other = event(order, { kind: "failed" });
  expect(await provider.send(callback(), other, { nonce: `n-${order}` })).toEqual({
    status: 409,
    outcome: "nonce-used",
  });
});

test("word that comes in another order than it happened never undoes a payment", async () => {
  const [late, undone] = [await makeOrder(), await makeOrder()];
  expect(await provider.send(callback(), event(late, { kind: "closed" }))).toMatchObject({ outcome: "closed" });
  expect(await provider.send(callback(), event(late))).toMatchObject({ status: 200, outcome: "paid-late" });
  expect(await provider.send(callback(), event(undone))).toMatchObject({ outcome: "paid" });
  expect(await provider.send(callback(), event(undone, { kind: "failed" }))).toMatchObject({ outcome: "out-of-order" });
  expect(await orderOf(undone)).toMatchObject({ state: "paid" });
});

test("another amount than was asked for is left to people, and an order nobody knows is not found", async () => {
  const order = await makeOrder();
  expect(await provider.send(callback(), event(order, { amountFen: 99 }))).toEqual({
    status: 409,
    outcome: "amount-differs",
  });
  expect(await paymentsOf(order)).toBe(0);
  expect(await provider.send(callback(), event(newId()))).toEqual({ status: 404, outcome: "unknown-order" });
});

test("whatever word comes in whatever order, the order is paid if and only if money came, once for each transaction", async () => {
  const word = fc.record({
    kind: fc.constantFrom("paid", "failed", "closed"),
    transactionNo: fc.constantFrom("A", "B"),
    amountFen: fc.constantFrom(100, 100, 7),
    copies: fc.integer({ min: 1, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
      const order = await makeOrder();
      for (const { copies, ...said } of words) {
        for (let copy = 0; copy < copies; copy++) await provider.send(callback(), event(order, said));
      }
      const came = new Set(
        words.filter((one) => one.kind === "paid" && one.amountFen === 100).map((one) => one.transactionNo),
      );
      expect(await paymentsOf(order)).toBe(came.size);
      expect((await orderOf(order))?.state === "paid").toBe(came.size > 0);
    }),
    { numRuns: 60 },
  );
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
}, 120_000);
