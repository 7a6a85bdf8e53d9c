import { and, asc, desc, eq, gt, inArray } from "drizzle-orm";
import { reader } from "#db/client";
import { fundings, offsets, payouts, personAccounts, settlements, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { fundsKnown } from "../budget/funds.ts";
import { sharesOf } from "../budget/shares.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";

/** What a batch has had from each fund, and where its payouts are: for its page, once it is in the books. */
export async function settlementMoney(actor: Actor, settlementId: string) {
  authorize(actor, "settlement.view");
  const db = await reader();
  const [batch] = await db.select().from(settlements).where(eq(settlements.id, settlementId));
  if (!batch) throw new NotFound();
  const paid = await db
    .select({ funding: fundings, by: users.name })
    .from(fundings)
    .leftJoin(users, eq(users.id, fundings.recordedBy))
    .where(eq(fundings.settlementId, settlementId));
  const paidOf = new Map(paid.map(({ funding, by }) => [funding.fund, { ...funding, by }]));
  const funds = [...(await sharesOf(db, batch))].map(([fund, expectedFen]) => ({
    fund,
    expectedFen,
    paid: paidOf.get(fund) ?? null,
  }));
  const rows = await db
    .select({ offsetId: payouts.offsetId, status: payouts.status, amountFen: payouts.amountFen })
    .from(payouts)
    .where(eq(payouts.settlementId, settlementId))
    .orderBy(asc(payouts.attempt));
  // Of each offset the last attempt counts.
  const last = [...new Map(rows.map((row) => [row.offsetId, row])).values()];
  const sums = (["ready", "sent", "paid", "returned", "dropped"] as const).map((status) => {
    const its = last.filter((row) => row.status === status);
    return { status, payouts: its.length, fen: its.reduce((sum, row) => sum + row.amountFen, 0) };
  });
  const names = [...(await fundsKnown(db, batch.month)).values()];
  return { funds, names, payouts: { all: last.length, sums } };
}

/** Money that is on its way to a person, the latest month first: what the timeline of their bill tells. */
export type MyPayout = {
  month: Month;
  offsetId: string | null;
  amountFen: Fen;
  status: "ready" | "sent" | "paid" | "returned" | "dropped";
  attempt: number;
  sentAt: Date | null;
  paidOn: string | null;
  returnedOn: string | null;
  returnReason: string | null;
  lastFour: string | null;
};

/** A talent's own payouts, every attempt, and whether an account has to be told or mended before the next. */
export async function myPayouts(actor: Actor): Promise<{ payouts: MyPayout[]; account: "none" | "mend" | "fine" }> {
  authorize(actor, "account.view", { personId: actor.personId });
  const db = await reader();
  const personId = actor.personId ?? "";
  const { month, offsetId, amountFen, status, attempt, sentAt, paidOn, returnedOn, returnReason, lastFour } = payouts;
  const rows = await db
    .select({ month, offsetId, amountFen, status, attempt, sentAt, paidOn, returnedOn, returnReason, lastFour })
    .from(payouts)
    .where(eq(payouts.personId, personId))
    .orderBy(desc(payouts.month), desc(payouts.attempt));
  const [account] = await db.select().from(personAccounts).where(eq(personAccounts.personId, personId));
  const coming = await db.$count(
    offsets,
    and(eq(offsets.personId, personId), gt(offsets.surplusFen, 0), inArray(offsets.settlementId, openBatches(db))),
  );
  const owed = coming > 0 || rows.some((row) => row.status === "ready");
  if (!account) return { payouts: rows, account: owed ? "none" : "fine" };
  const last = [...new Map(rows.toReversed().map((row) => [row.offsetId, row])).values()];
  const back = last.find((row) => row.status === "returned");
  return { payouts: rows, account: back && back.lastFour === account.lastFour ? "mend" : "fine" };
}

/** Batches whose money has not gone out yet. */
const openBatches = (db: Pick<Awaited<ReturnType<typeof reader>>, "select">) =>
  db
    .select({ id: settlements.id })
    .from(settlements)
    .where(inArray(settlements.status, ["draft", "checked", "posted"]));
