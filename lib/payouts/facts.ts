import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import { fundings, offsets, payouts, settlements } from "#db/schema";
import { booked, fact } from "../ledger/facts.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { settlementStatusOf } from "./rules.ts";

const PAID_FOR = ["funded", "disbursed", "closed"] as const;
const isPaidFor = (status: string): boolean => PAID_FOR.some((one) => one === status);

/** A batch is funded once its funds paid what it grants, to the fen, each with its entry in the books. */
export async function fundingsAgree(db: Reader): Promise<HealthFact> {
  const key = sql`'funding:' || ${fundings.settlementId} || ':' || ${fundings.fund}`;
  const unbooked = await db
    .select({ id: fundings.settlementId })
    .from(fundings)
    .where(sql`${booked("bank", key)} <> ${fundings.amountFen}`);
  const paid = await db
    .select({ id: fundings.settlementId, fen: sumFen(fundings.amountFen) })
    .from(fundings)
    .groupBy(fundings.settlementId);
  const paidOf = new Map(paid.map((row) => [row.id, row.fen]));
  const granted = await db
    .select({ id: settlements.id, status: settlements.status, fen: sumFen(offsets.subsidyFen) })
    .from(settlements)
    .innerJoin(offsets, eq(offsets.settlementId, settlements.id))
    .groupBy(settlements.id, settlements.status);
  const wrong = granted.filter(({ id, status, fen }) => {
    const has = paidOf.get(id) ?? 0;
    if (isPaidFor(status)) return has !== fen;
    return status === "posted" ? has > fen || (has === fen && fen > 0) : has > 0;
  });
  const found = [...unbooked, ...wrong].map((row) => row.id);
  return fact("funded batches agree with the ledger", found, `${paid.length} batches`);
}

/** What a funded batch owes to a person has one payout for that sum at a time: paid again only after it came back. */
export async function payoutsAgree(db: Reader): Promise<HealthFact> {
  const owed = await db
    .select({ id: offsets.id, fen: offsets.surplusFen })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(and(gt(offsets.surplusFen, 0), inArray(settlements.status, [...PAID_FOR])));
  const rows = await db.select().from(payouts).orderBy(asc(payouts.attempt));
  const chains = Map.groupBy(
    rows.filter((row) => row.offsetId !== null),
    (row) => row.offsetId ?? "",
  );
  const wrong: string[] = [];
  for (const { id, fen } of owed) {
    const chain = chains.get(id) ?? [];
    const right = chain.every(
      (row, at) =>
        row.attempt === at + 1 && row.amountFen === fen && (at === chain.length - 1 || row.status === "returned"),
    );
    if (chain.length === 0 || !right) wrong.push(id);
    chains.delete(id);
  }
  // A payout of what no funded batch owes.
  wrong.push(...chains.keys());
  return fact("payouts agree with what batches owe", wrong, `${rows.length} payouts of ${owed.length} offsets`);
}

/** Every payout that was paid, or came back after it was, is in the books with its sum; nothing is paid twice. */
export async function payoutsBooked(db: Reader): Promise<HealthFact> {
  const entry = (kind: string) => booked("surplus-payable", sql`${`${kind}:`} || ${payouts.id}`);
  const paid = sql<Fen>`case when ${payouts.paidOn} is null then 0 else ${payouts.amountFen} end`;
  const back = sql<Fen>`case when ${payouts.paidOn} is not null and ${payouts.status} = 'returned' then -${payouts.amountFen} else 0 end`;
  const wrong = await db
    .select({ no: payouts.payoutNo })
    .from(payouts)
    .where(sql`${entry("surplus-paid")} <> ${paid} or ${entry("surplus-returned")} <> ${back}`);
  const twice = await db
    .select({ no: sql<string>`max(${payouts.payoutNo})` })
    .from(payouts)
    .where(eq(payouts.status, "paid"))
    .groupBy(payouts.offsetId, payouts.correctionLineId)
    .having(sql`count(*) > 1`);
  const sum = await db.$count(payouts, eq(payouts.status, "paid"));
  return fact(
    "payouts agree with the ledger, none is paid twice",
    [...wrong, ...twice].map((row) => row.no),
    `${sum} paid`,
  );
}

/** A batch is called what its payouts say. */
export async function settlementsFollow(db: Reader): Promise<HealthFact> {
  const batches = await db
    .select({ id: settlements.id, status: settlements.status })
    .from(settlements)
    .where(inArray(settlements.status, [...PAID_FOR]));
  const rows = await db
    .select({ settlementId: payouts.settlementId, offsetId: payouts.offsetId, status: payouts.status })
    .from(payouts)
    .orderBy(asc(payouts.attempt));
  const of = Map.groupBy(rows, (row) => row.settlementId);
  const wrong = batches.filter(({ id, status }) => {
    const last = new Map((of.get(id) ?? []).map((row) => [row.offsetId, row.status]));
    return status !== settlementStatusOf([...last.values()]);
  });
  return fact(
    "batches are called what their payouts say",
    wrong.map((row) => row.id),
    `${batches.length} batches`,
  );
}
