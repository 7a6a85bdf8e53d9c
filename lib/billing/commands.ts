import { asc, eq } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bills } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { billClawbacks } from "../corrections/instalments.ts";
import { nextNumbers } from "../counters.ts";
import { isMonth, type Month } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { openPeriod } from "../ledger/periods.ts";
import { rentEntry } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";
import { findNewlyEligible } from "../registers/findings.ts";
import { draftOffsets, writeOffsets } from "../subsidy/drafting.ts";
import { payByCredit, setAsideOverpaid } from "./credit.ts";
import { chargesOf, writeCharges } from "./month-charges.ts";
import { decideMonth, leasesOf } from "./month-leases.ts";
import { billNo, draftBills, RENT_DUE_DAY } from "./rules.ts";

export { recordPayment, recordPayments } from "./payments.ts";

export type MonthRun = {
  month: Month;
  /** Bills made by this run; 0 when everything was billed before. */
  newBills: number;
  /** Offsets that this run decided anew or differently. */
  decided: number;
  /** Batches of the month that still wait for officers. */
  settlementIds: string[];
};

/**
 * Bills the month (`YYYY-MM`), books the rent and what is charged beside it, and drafts the settlement, in one
 * transaction: twice, two at once or killed half way ends in the same rows. Bills made later in a month, and offsets of a
 * batch nobody has checked yet, are decided again from today's facts. Refuses `month-wrong`, `period-closed`, `month-in-future`,
 * `month-out-of-order`, `scheme-no-value`, `scheme-version-reused`, `tariff-no-value`.
 */
export const runMonth = (actor: Actor, month: Month, { now }: { now: Date }): Promise<Decision<MonthRun>> =>
  transaction(async (tx) => {
    authorize(actor, "month.run");
    if (!isMonth(month)) return refuse("month-wrong", { month });
    const open = await openPeriod(tx, month, () => grant({}));
    if (!open.ok) return open;
    const allowed = await decideMonth(tx, month, now);
    if (!allowed.ok) return allowed;
    const known = await tx.select().from(bills).where(eq(bills.month, month)).orderBy(asc(bills.billNo));
    // A bill of lines alone asks for no rent, so there is nothing to support; the rent comes onto it once it is due.
    const [withRent, linesOnly] = [
      known.filter((bill) => bill.rentFen > 0),
      known.filter((bill) => bill.rentFen === 0),
    ];
    const leases = await leasesOf(
      tx,
      month,
      withRent.map((bill) => bill.leaseId),
    );
    const billed = new Set(withRent.map(tenancyOf));
    const begun = new Map(linesOnly.map((bill) => [tenancyOf(bill), bill]));
    const asTheyAre = draftBills(leases, month, RENT_DUE_DAY);
    const fresh = asTheyAre
      .filter((draft) => !billed.has(tenancyOf(draft)))
      .map((draft) => ({
        ...draft,
        id: begun.get(tenancyOf(draft))?.id ?? newId(),
        begun: begun.has(tenancyOf(draft)),
      }));
    const drafted = await draftOffsets(tx, month, leases, [...stillDue(withRent, asTheyAre), ...fresh]);
    if (!drafted.ok) return drafted;
    const charges = await chargesOf(tx, month, now);
    if (!charges.ok) return charges;
    await writeBills(tx, actor, month, fresh, now);
    const withFresh = new Set(fresh.map((bill) => bill.leaseId));
    const billedNow = leases.filter(({ leaseId }) => withFresh.has(leaseId));
    await writeCharges(tx, charges, { month, leases: billedNow, by: actor.userId, now });
    const written = await writeOffsets(tx, drafted, { month, madeBy: actor.userId, now });
    await findNewlyEligible(tx, month, now);
    await billClawbacks(tx, month, { by: actor.userId, now });
    // What was paid too much pays what is billed now.
    await setAsideOverpaid(tx, { by: actor.userId, now });
    await payByCredit(tx, { by: actor.userId, now });
    if (fresh.length > 0 || written.decided > 0) {
      const detail = { bills: fresh.length, decided: written.decided };
      await audit(tx, actor, "month.run", "month", month, now, detail);
    }
    return grant({ month, newBills: fresh.length, ...written });
  });

type FreshBill = ReturnType<typeof draftBills>[number] & { id: string; begun: boolean };

/** Whoever has left since is supported for no more than is due of the month now; the bill itself is put right by a correction. */
type Tenancy = { leaseId: string; personId: string; rentFen: Fen };
function stillDue<B extends Tenancy>(billed: readonly B[], now: readonly Tenancy[]): B[] {
  const due = new Map(now.map((draft) => [tenancyOf(draft), draft.rentFen]));
  return billed.map((bill) => ({ ...bill, rentFen: Math.min(bill.rentFen, due.get(tenancyOf(bill)) ?? 0) }));
}

const tenancyOf = ({ leaseId, personId }: { leaseId: string; personId: string }): string => `${leaseId} ${personId}`;

async function writeBills(tx: Writer, actor: Actor, month: Month, fresh: FreshBill[], now: Date): Promise<void> {
  if (fresh.length === 0) return;
  for (const { id, rentFen, fromOn, toOn } of fresh.filter((bill) => bill.begun)) {
    await tx.update(bills).set({ rentFen, fromOn, toOn }).where(eq(bills.id, id));
  }
  const added = fresh.filter((bill) => !bill.begun);
  if (added.length > 0) {
    const first = await nextNumbers(tx, `bill:${month}`, added.length);
    const rows = added.map(({ begun: _, ...bill }, index) => ({
      ...bill,
      billNo: billNo(month, first + index),
      offsetFen: 0,
      paidFen: 0,
      createdAt: now,
    }));
    await inChunks(rows, (chunk) => tx.insert(bills).values(chunk));
  }
  await postEntries(tx, fresh.map(rentEntry), { madeBy: actor.userId, now });
}
