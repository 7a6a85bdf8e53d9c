import { asc, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import { correctionLines, fundings, offsets, payouts, settlements } from "#db/schema";
import { booked, fact } from "../ledger/facts.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { settlementStatusOf } from "./rules.ts";

const PAID_FOR = ["funded", "disbursed", "closed"] as const;
const isPaidFor = (status: string): boolean => PAID_FOR.some((one) => one === status);

/** A batch is funded once its funds paid what it grants, to the fen, each with its entry in the books. */
export async function fundingsAgree(db: Reader): Promise<HealthFact> {
  const key = sql`'funding:' || coalesce(${fundings.settlementId}, ${fundings.correctionId}) || ':' || ${fundings.fund}`;
  const unbooked = await db
    .select({ id: fundings.id })
    .from(fundings)
    .where(sql`${booked("bank", key)} <> ${fundings.amountFen}`);
  const paid = await db
    .select({ id: fundings.settlementId, fen: sumFen(fundings.amountFen) })
    .from(fundings)
    .where(isNotNull(fundings.settlementId))
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
  const count = await db.$count(fundings);
  return fact(
    "what public finance paid agrees with the ledger",
    [...unbooked, ...wrong].map((row) => row.id),
    `${count} payments`,
  );
}

/**
 * What is owed to a person for a month (the surplus of a funded batch, and what corrections granted or withheld of it) has
 * payouts for exactly that sum, each attempt following one that came back. More may stand only where it came back and a
 * correction has withheld of it since.
 */
export async function payoutsAgree(db: Reader): Promise<HealthFact> {
  const owed = new Map<string, { fen: Fen; withheldFen: Fen }>();
  const billOf = new Map<string, string>();
  const add = (billId: string, fen: Fen, withheldFen = 0) => {
    const its = owed.get(billId) ?? { fen: 0, withheldFen: 0 };
    owed.set(billId, { fen: its.fen + fen, withheldFen: its.withheldFen + withheldFen });
  };
  const granted = await db
    .select({ id: offsets.id, billId: offsets.billId, fen: offsets.surplusFen, status: settlements.status })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(gt(offsets.surplusFen, 0));
  const waiting = new Set<string>();
  for (const { id, billId, fen, status } of granted) {
    billOf.set(id, billId);
    if (isPaidFor(status)) add(billId, fen);
    else waiting.add(billId);
  }
  const lines = await db.select().from(correctionLines).where(gt(correctionLines.sequence, 0));
  for (const { id, billId, moved } of lines) {
    billOf.set(id, billId);
    const [more, less] = [moved.payoutFen ?? 0, moved.withheldFen ?? 0];
    add(billId, more - less, less);
  }
  const rows = await db.select().from(payouts).orderBy(asc(payouts.attempt));
  const wrong: string[] = [];
  const stands = new Map<string, { fen: Fen; back: boolean }>();
  for (const [id, chain] of Map.groupBy(rows, (row) => row.offsetId ?? row.correctionLineId ?? "")) {
    const last = chain.at(-1);
    const right = chain.every(
      (row, at) =>
        row.attempt === at + 1 &&
        (row === last || row.status === "returned") &&
        row.amountFen <= (chain[0]?.amountFen ?? 0),
    );
    const billId = billOf.get(id);
    if (!right || !last || billId === undefined) wrong.push(id);
    else if (last.status !== "dropped") {
      const its = stands.get(billId) ?? { fen: 0, back: false };
      stands.set(billId, { fen: its.fen + last.amountFen, back: its.back || last.status === "returned" });
    }
  }
  for (const [billId, { fen, withheldFen }] of owed) {
    // Withheld before the money came: it is taken from what will be owed.
    if (waiting.has(billId)) continue;
    const its = stands.get(billId) ?? { fen: 0, back: false };
    const over = its.fen - fen;
    if (over < 0 || over > (its.back ? withheldFen : 0)) wrong.push(billId);
  }
  return fact("payouts agree with what is owed to people", wrong, `${rows.length} payouts, ${owed.size} bills`);
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
