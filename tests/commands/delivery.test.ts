import { asc, eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { outbox } from "#db/schema";
import { startJobs } from "#lib/jobs";
import { sendText, tell } from "#lib/notices/commands";
import { deliverTexts, outboxSender, type TextMessage, type TextSender } from "#lib/notices/delivery";
import { freshDatabase } from "#tests/support/database";
import { later, makeTalent, NOW } from "#tests/support/world";

const db = freshDatabase();
const PHONE = "13900001234";
const HOUR = 3_600_000;

beforeEach(async () => {
  await db().transaction((tx) => tx.delete(outbox));
});

const write = (secret = "123456", at = NOW) =>
  db().transaction((tx) => sendText(tx, PHONE, secret, { kind: "sign-in-code", values: { minutes: 10 }, at }));
const rowOf = async (id: string) => (await db().reader.select().from(outbox).where(eq(outbox.id, id)))[0];

function keeping(): TextSender & { got: TextMessage[] } {
  const got: TextMessage[] = [];
  return { got, send: async (message) => void got.push(message) };
}
const broken: TextSender = {
  send: async () => {
    throw new Error("the gateway is away");
  },
};

test("a text is sent once, opened, in the order written, and not again by the next run", async () => {
  const first = await write("111111", NOW);
  const second = await write("222222", later(1000));
  const sender = keeping();
  expect(await deliverTexts(sender, { now: later(2000) })).toEqual({ sent: 2, failed: 0 });
  expect(await deliverTexts(sender, { now: later(3000) })).toEqual({ sent: 0, failed: 0 });
  expect(sender.got).toEqual([
    { id: first, to: PHONE, secret: "111111", kind: "sign-in-code", values: { minutes: 10 } },
    { id: second, to: PHONE, secret: "222222", kind: "sign-in-code", values: { minutes: 10 } },
  ]);
  expect(await rowOf(first)).toMatchObject({ sentAt: later(2000), attempts: 1, error: null });
});

test("a sender that fails is tried five times, later each time, and then no more", async () => {
  const id = await write();
  const sender = { send: vi.fn(broken.send) };
  const tried: number[] = [];
  for (let second = 0; second <= 3600; second += 5) {
    if ((await deliverTexts(sender, { now: later(second * 1000) })).failed === 1) tried.push(second);
  }
  expect(tried).toEqual([0, 10, 60, 180, 480]);
  expect(sender.send).toHaveBeenCalledTimes(5);
  expect(await rowOf(id)).toMatchObject({ sentAt: null, attempts: 5, error: "the gateway is away" });
});

test("a text that failed is sent once the gateway is back, and its error goes", async () => {
  const id = await write();
  await deliverTexts(broken, { now: NOW });
  const sender = keeping();
  await deliverTexts(sender, { now: later(HOUR) });
  expect(sender.got).toMatchObject([{ id }]);
  expect(await rowOf(id)).toMatchObject({ sentAt: later(HOUR), attempts: 2, error: null });
});

test("a crash between sending and noting it sends again under the same id, which the gateway knows", async () => {
  const id = await write();
  const sender = keeping();
  const crash = vi.spyOn(db(), "transaction").mockRejectedValueOnce(new Error("power cut"));
  await expect(deliverTexts(sender, { now: NOW })).rejects.toThrow("power cut");
  crash.mockRestore();
  await deliverTexts(sender, { now: later(1000) });
  await deliverTexts(sender, { now: later(2000) });
  expect(sender.got.map((message) => message.id)).toEqual([id, id]);
  expect(await rowOf(id)).toMatchObject({ sentAt: later(1000), attempts: 1 });
});

test("a text that cannot be opened does not hold up those behind it", async () => {
  const spoilt = await write();
  await db().transaction((tx) => tx.update(outbox).set({ toSealed: "spoilt" }).where(eq(outbox.id, spoilt)));
  const good = await write("333333", later(1000));
  const sender = keeping();
  expect(await deliverTexts(sender, { now: later(2000) })).toEqual({ sent: 1, failed: 1 });
  expect(sender.got).toMatchObject([{ id: good }]);
});

test("what a person reads in their inbox is left alone", async () => {
  const { personId } = await makeTalent(db());
  await db().transaction((tx) => tell(tx, personId, { kind: "offer-expired", at: NOW }));
  const before = await db().reader.select().from(outbox).orderBy(asc(outbox.id));
  const sender = keeping();
  await deliverTexts(sender, { now: later(1000) });
  expect(sender.got).toEqual([]);
  expect(await db().reader.select().from(outbox).orderBy(asc(outbox.id))).toEqual(before);
});

test("the embedded sender leaves the text where it can be read", async () => {
  const id = await write();
  expect(await deliverTexts(outboxSender, { now: NOW })).toEqual({ sent: 1, failed: 0 });
  expect((await rowOf(id))?.secretSealed).toBeTruthy();
});

test("a running server delivers by itself, one run at a time, until it is stopped", async () => {
  const id = await write("444444", new Date());
  let running = 0;
  let most = 0;
  const sent: string[] = [];
  const stop = startJobs({
    sender: {
      async send(message) {
        most = Math.max(most, ++running);
        await new Promise((wake) => setTimeout(wake, 4000));
        running -= 1;
        sent.push(message.id);
      },
    },
  });
  await vi.waitFor(async () => expect((await rowOf(id))?.sentAt).toBeTruthy(), { timeout: 15_000, interval: 100 });
  stop();
  expect(sent).toEqual([id]);
  expect(most).toBe(1);
}, 20_000);
