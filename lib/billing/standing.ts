import { sql } from "drizzle-orm";
import { bills, offsets, settlements } from "#db/schema";
import type { Day } from "../days.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { type BillStatus, billStatus } from "./rules.ts";

export const left = sql<Fen>`(${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen})`;
/** Decided and waiting for the officers: it is not late, so it does not make its bill late. Needs `withOffset`. */
export const pending = sql<Fen>`case when ${settlements.status} in ('draft', 'checked') then ${offsets.offsetFen} else 0 end`;
export const late = (today: Day) => sql`${left} - (${pending}) > 0 and ${bills.dueOn} < ${today}`;
/** What a bill still asks for once the support that is decided has been netted, posted or not. Needs `withOffset`. */
export const wants = sql<Fen>`(${bills.rentFen} + ${bills.otherFen} - ${bills.paidFen} - case when coalesce(${offsets.offsetFen}, 0) > ${bills.offsetFen} then ${offsets.offsetFen} else ${bills.offsetFen} end)`;
export const dueSum = sumFen(sql`case when ${left} > 0 then ${left} else 0 end`);

/** `otherFen`: what is charged beside the rent, and waived (the bill's lines). */
export type Amounts = { rentFen: Fen; otherFen: Fen; offsetFen: Fen; paidFen: Fen };
/** Never below zero: what was paid too much is a credit, not a debt of less than nothing. */
export const dueOf = ({ rentFen, otherFen, offsetFen, paidFen }: Amounts): Fen =>
  Math.max(0, rentFen + otherFen - offsetFen - paidFen);

/** `awaiting`: nothing is left to pay but what the officers have still to approve. */
export type BillStanding = BillStatus | "awaiting";

/** How a bill stands when the support that waits for the officers is counted as coming. */
export function standing(bill: Amounts & { dueOn: Day }, expectedFen: Fen, today: Day): BillStanding {
  const status = billStatus({ ...bill, offsetFen: Math.min(bill.rentFen, bill.offsetFen + expectedFen) }, today);
  return (status === "paid" || status === "credit") && dueOf(bill) > 0 ? "awaiting" : status;
}
