import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, offsets, settlements } from "#db/schema";
import { recordPayments, runMonth } from "#lib/billing/commands";
import type { PaymentGiven } from "#lib/billing/payments";
import { addMonths, type Month } from "#lib/days";
import { approveSettlement, checkSettlement } from "#lib/subsidy/commands";
import { appropriateYear, shortenYear } from "./budget.ts";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { payOut } from "./payouts.ts";
import type { Random } from "./random.ts";
import { seeFound } from "./registers.ts";
import { HABITS, METHODS, MOST_BEHIND, PAID_AHEAD } from "./settings.ts";
import { firstOfficer, operator, secondOfficer } from "./staff.ts";

/** A finished month: billed on the 2nd, checked on the 4th and approved on the 5th, paid from then on, funded and paid out. */
export async function closeMonth(calendar: Calendar, payers: Payers, month: Month): Promise<void> {
  const { at } = calendar;
  await granted(`month ${month}`, runMonth(operator, month, { now: at(month, 2, 10) }));
  await appropriateYear(calendar, month);
  // The officers take turns: who checks one month approves the next.
  const turn = calendar.months.indexOf(month) % 2 === 0;
  const [checker, approver] = turn ? [firstOfficer, secondOfficer] : [secondOfficer, firstOfficer];
  for (const { id, contentHash } of await drafts(month)) {
    await granted(`check of ${month}`, checkSettlement(checker, id, contentHash, { now: at(month, 4, 11) }));
    await granted(`approval of ${month}`, approveSettlement(approver, id, contentHash, { now: at(month, 5, 15) }));
  }
  await seeFound(calendar, month);
  await payOut(calendar, month);
  await pay(await payers.settled(month), at(month, 27, 18));
}

/** The running month: its first batch is checked and waits for the second officer; some have paid ahead. */
export async function openMonth(calendar: Calendar, payers: Payers): Promise<void> {
  const { at, month } = calendar;
  await shortenYear(calendar);
  await granted(`month ${month}`, runMonth(operator, month, { now: at(month, 1, 8) }));
  for (const { id, contentHash } of await drafts(month))
    await granted(`check of ${month}`, checkSettlement(firstOfficer, id, contentHash, { now: at(month, 3, 10) }));
  await pay(await payers.ahead(month), calendar.now);
}

/** The month once more, for contracts that came late: a batch of their own, which waits for the first officer. */
export const billLate = (calendar: Calendar) =>
  granted(
    `late bills of ${calendar.month}`,
    runMonth(operator, calendar.month, { now: calendar.at(calendar.month, 6, 9) }),
  );

const drafts = async (month: Month) =>
  (await reader())
    .select({ id: settlements.id, contentHash: settlements.contentHash })
    .from(settlements)
    .where(and(eq(settlements.month, month), eq(settlements.status, "draft")))
    .orderBy(asc(settlements.sequence));

async function pay(rows: PaymentGiven[], now: Date): Promise<void> {
  if (rows.length > 0) await granted("payments", recordPayments(operator, rows, { now }));
}

type Payers = ReturnType<typeof payersOf>;
type Habit = keyof typeof HABITS;

/** Who pays what and when. `always` always pay in time: the people the demo shows. */
export function payersOf(random: Random, calendar: Calendar, always: readonly string[]) {
  const habits = new Map<string, Habit>(always.map((personId) => [personId, "prompt"]));
  const behindSince = new Map<string, Month>();
  let paid = 0;

  function habitOf(personId: string): Habit {
    const habit = habits.get(personId) ?? random.weighted(HABITS);
    if (!habits.has(personId) && habit === "behind")
      behindSince.set(personId, addMonths(calendar.month, -random.whole(1, MOST_BEHIND)));
    habits.set(personId, habit);
    return habit;
  }
  const pays = (personId: string, month: Month): boolean => {
    const habit = habitOf(personId);
    return habit === "prompt" || (habit === "behind" && month < (behindSince.get(personId) ?? month));
  };
  const payment = (billId: string, month: Month, amountFen: number, [first, last]: readonly [number, number]) => ({
    billId,
    amountFen,
    paidOn: calendar.dayIn(month, random.whole(first, last)),
    method: random.weighted(METHODS),
    reference: `DEMO-${month.replace("-", "")}-${String(++paid).padStart(6, "0")}`,
  });

  return {
    /** What comes in during a finished month: its own bills, and those of the month before that were paid late. */
    async settled(month: Month): Promise<PaymentGiven[]> {
      const before = addMonths(month, -1);
      const [own, earlier] = [await dueOf([month]), await dueOf([before])];
      const late = earlier.filter(({ personId }) => habitOf(personId) === "late");
      return [
        ...own
          .filter(({ personId }) => pays(personId, month))
          .map((bill) => payment(bill.id, month, bill.dueFen, [5, 10])),
        ...late.map((bill) => payment(bill.id, month, bill.dueFen, [12, 26])),
      ];
    },
    /** What has come in of the running month, whose subsidies are expected and not yet approved. */
    async ahead(month: Month): Promise<PaymentGiven[]> {
      const rows = await dueOf([month]);
      const expected = new Map((await offsetsOf(month)).map((row) => [row.billId, row.offsetFen]));
      return rows
        .filter(({ personId }) => !always.includes(personId) && pays(personId, month) && random.chance(PAID_AHEAD))
        .map((bill) => ({ ...bill, dueFen: bill.dueFen - (expected.get(bill.id) ?? 0) }))
        .filter((bill) => bill.dueFen > 0)
        .map((bill) => payment(bill.id, month, bill.dueFen, [1, 10]));
    },
  };
}

async function dueOf(months: readonly Month[]): Promise<{ id: string; personId: string; dueFen: number }[]> {
  const dueFen = sql<number>`${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen}`.mapWith(
    Number,
  );
  const rows = await (await reader())
    .select({ id: bills.id, personId: bills.personId, dueFen })
    .from(bills)
    .where(inArray(bills.month, months))
    .orderBy(asc(bills.billNo));
  return rows.filter((bill) => bill.dueFen > 0);
}

const offsetsOf = async (month: Month) =>
  (await reader())
    .select({ billId: offsets.billId, offsetFen: offsets.offsetFen })
    .from(offsets)
    .where(eq(offsets.month, month));
