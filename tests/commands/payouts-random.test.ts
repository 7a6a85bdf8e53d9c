import { and, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeAll, expect, test } from "vitest";
import { type Db, useDatabase as takeDatabase } from "#db/client";
import { ledgerLegs, offsets, settlements } from "#db/schema";
import { newId } from "#lib/ids";
import { ledgerFacts } from "#lib/ledger/queries";
import { payAgain, recordPaid, recordReturned } from "#lib/payouts/settling";
import { freshDatabase } from "#tests/support/database";
import { makeLease } from "#tests/support/leases";
import { type Officers, settleMonth } from "#tests/support/month";
import { fund, payoutsOf, sendAll, tellAccount } from "#tests/support/payouts";
import { buildComplex, makeStaff, makeTalent, NOW } from "#tests/support/world";

// Whatever is done to the payouts of a batch in whatever order, and however often a command is lost just before it would
// be kept, they are where a model says that is so plain that one sees it is right.

const db = freshDatabase();
const MONTH = "2026-08";
const TODAY = "2026-09-10";
let by: Officers;
type Talent = Awaited<ReturnType<typeof makeTalent>>;

beforeAll(async () => {
  await buildComplex(db());
  by = {
    operator: await makeStaff(db(), "operator"),
    checker: await makeStaff(db(), "officer"),
    approver: await makeStaff(db(), "officer"),
  };
});
afterEach(() => takeDatabase(db()));

class Crash extends Error {}

/** The database of a process that is lost just before its transaction would be kept. */
const crashing = (): Db => ({
  ...db(),
  transaction: (work) =>
    db().transaction(async (tx) => {
      await work(tx);
      throw new Crash();
    }),
});

type Op =
  | { op: "account" | "paid" | "returned"; who: number }
  | { op: "again"; who: number; sure: boolean }
  | { op: "send" };
type Step = Op & { crash: boolean; times: number };
const who = fc.nat(2);
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Op>({ op: "send" }) },
  { weight: 3, arbitrary: who.map((one): Op => ({ op: "account", who: one })) },
  { weight: 4, arbitrary: who.map((one): Op => ({ op: "paid", who: one })) },
  { weight: 3, arbitrary: who.map((one): Op => ({ op: "returned", who: one })) },
  { weight: 3, arbitrary: fc.tuple(who, fc.boolean()).map(([one, sure]): Op => ({ op: "again", who: one, sure })) },
);
const steps = fc.array(
  fc
    .tuple(op, fc.boolean(), fc.constantFrom(0, 1, 1, 2))
    .map(([one, crash, times]): Step => ({ ...one, crash, times })),
  { minLength: 3, maxLength: 12 },
);

/** One person in the model: the state of the last attempt, how many there were, and which account is told. */
type Owed = {
  fen: number;
  status: "ready" | "sent" | "paid" | "returned";
  attempts: number;
  account: number;
  sentTo: number;
};

/** What a step does in the model; a crash does nothing. */
function apply(people: Owed[], step: Op): void {
  if (step.op === "send") {
    for (const one of people)
      if (one.status === "ready" && one.account > 0) Object.assign(one, { status: "sent", sentTo: one.account });
    return;
  }
  const one = people[step.who];
  if (!one) return;
  if (step.op === "account") one.account += 1;
  else if (step.op === "paid" && one.status === "sent") one.status = "paid";
  else if (step.op === "returned" && (one.status === "sent" || one.status === "paid")) one.status = "returned";
  else if (step.op === "again" && one.status === "returned" && (step.sure || one.account !== one.sentTo))
    Object.assign(one, { status: "ready", attempts: one.attempts + 1 });
}

async function run(talents: Talent[], step: Op): Promise<void> {
  if (step.op === "send") return void (await sendAll(db(), by.checker, NOW, newId()));
  const talent = talents[step.who];
  if (!talent) return;
  if (step.op === "account") return void (await tellAccount(talent));
  const payout = (await payoutsOf(db(), talent.personId)).at(-1);
  if (!payout) throw new Error("no payout");
  const given = { now: NOW };
  if (step.op === "paid") await recordPaid(by.checker, payout.id, { on: TODAY, reference: payout.payoutNo }, given);
  if (step.op === "returned") await recordReturned(by.checker, payout.id, { on: TODAY, reason: "退票" }, given);
  if (step.op === "again") await payAgain(by.approver, payout.id, { sameAccount: step.sure }, given);
}

/** Three people who are owed something by one batch: two surpluses and one subsidy paid out whole. */
async function owedPeople() {
  const talents = [
    await makeTalent(db(), { degree: "doctor" }),
    await makeTalent(db()),
    await makeTalent(db(), { degree: "doctor" }),
  ];
  for (const [index, { personId }] of talents.entries())
    await makeLease(db(), [{ personId, offsetMode: index === 1 ? "cashToPerson" : "directOffset" }], {
      status: "ended",
      endedOn: "2026-08-31",
    });
  await settleMonth(db(), by, MONTH);
  const ids = talents.map((talent) => talent.personId);
  const [row] = await db().reader.select().from(offsets).where(inArray(offsets.personId, ids));
  await fund(db(), by.checker, row?.settlementId ?? "");
  return { talents, ids, settlementId: row?.settlementId ?? "" };
}

test("whatever is sent, paid, sent back and paid again in whatever order, with retries and crashes, nothing is paid twice or lost", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const { talents, ids, settlementId } = await owedPeople();
      const people = [15000, 110000, 15000].map(
        (fen): Owed => ({ fen, status: "ready", attempts: 1, account: 0, sentTo: 0 }),
      );
      for (const { crash, times, ...step } of given) {
        if (crash) {
          takeDatabase(crashing());
          await run(talents, step).catch((error: unknown) => {
            if (!(error instanceof Crash)) throw error;
          });
          takeDatabase(db());
        }
        for (let n = 0; n < times; n++) await run(talents, step);
        // Said twice, an account is another one each time; everything else is the same event.
        for (let n = 0; n < (step.op === "account" ? times : Math.min(1, times)); n++) apply(people, step);
      }
      const found = await Promise.all(ids.map((id) => payoutsOf(db(), id)));
      expect(found.map((chain) => [chain.at(-1)?.status, chain.length])).toEqual(
        people.map((one) => [one.status, one.attempts]),
      );
      const paidFen = people.filter((one) => one.status === "paid").reduce((sum, one) => sum + one.fen, 0);
      const legs = await db()
        .reader.select()
        .from(ledgerLegs)
        .where(and(inArray(ledgerLegs.personId, ids), inArray(ledgerLegs.account, ["bank", "surplus-payable"])));
      const sum = (account: string) =>
        legs.filter((leg) => leg.account === account).reduce((total, leg) => total + leg.amountFen, 0);
      expect([sum("bank"), sum("surplus-payable")]).toEqual([-paidFen + 0, paidFen - 140000]);
      const open = people.some((one) => one.status === "ready" || one.status === "returned");
      const [batch] = await db().reader.select().from(settlements).where(eq(settlements.id, settlementId));
      expect(batch?.status).toBe(
        open ? "funded" : people.every((one) => one.status === "paid") ? "closed" : "disbursed",
      );
    }),
    { numRuns: 40 },
  );
  expect((await ledgerFacts()).filter((fact) => !fact.ok)).toEqual([]);
}, 120_000);
