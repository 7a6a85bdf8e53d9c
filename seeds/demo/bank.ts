import { and, asc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, offsets, people } from "#db/schema";
import { confirmImport } from "#lib/billing/bank-imports";
import { previewBankFile } from "#lib/billing/bank-preview";
import { proposeRefund } from "#lib/billing/refunds";
import { wants } from "#lib/billing/standing";
import { writeCsv } from "#lib/csv";
import { addMonths } from "#lib/days";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import type { Random } from "./random.ts";
import { BANK_ROWS } from "./settings.ts";
import { operator } from "./staff.ts";

const HEADERS = ["交易流水号", "交易日期", "贷方发生额", "对方户名", "附言"];
type Found = { billNo: string; month: string; personId: string; name: string; wantsFen: number };

/**
 * Two lists from the bank, invented like all payments of the demo: one is booked and leaves rows that match nothing
 * and people who paid too much, one of whom waits for a refund; the other lies open with suggestions to confirm.
 */
export async function bankLists(random: Random, calendar: Calendar, shown: readonly string[]): Promise<void> {
  const { at, month, now } = calendar;
  const found = (await billsOf([addMonths(month, -1), month])).filter((bill) => !shown.includes(bill.personId));
  const owing = random.shuffled(found.filter((bill) => bill.wantsFen > 0));
  const behind = new Set(owing.map((bill) => bill.personId));
  // Their last month is netted and paid in full, so what they pay on it is all too much.
  const even = random.shuffled(
    found.filter((bill) => bill.month < month && bill.wantsFen === 0 && !behind.has(bill.personId)),
  );
  const { matched, overpaid, suggested } = BANK_ROWS;
  let count = 0;
  const row = (yuan: string, payer: string, note: string) => [
    `DEMO-BANK-${month.replace("-", "")}-${String(++count).padStart(4, "0")}`,
    calendar.dayIn(month, random.whole(1, 7)),
    yuan,
    payer,
    note,
  ];
  const byNumber = owing
    .slice(0, matched)
    .map((bill) => row(yuanText(bill.wantsFen), bill.name, `房租 ${bill.billNo}`));
  const above = even.slice(0, overpaid).map((bill) => row("200.00", bill.name, `多付房租 ${bill.billNo}`));
  const nobody = [
    row("1450.00", "陈某某", "房租"),
    row("88.00", "常州某某超市", "货款"),
    row("350.00", "林某某", `房租 ZD${month.replace("-", "")}-99999`),
  ];
  const first = await upload(calendar, `示例流水-${month}-1.csv`, [...byNumber, ...above, ...nobody]);
  await granted("booking the bank's list", confirmImport(operator, first, { accept: [], now: at(month, 8, 10) }));
  const [holder] = even;
  if (holder && overpaid > 0) {
    const refund = { refundId: newId(), personId: holder.personId, amountFen: 20_000, reason: "示例：多付房租" };
    await granted("a refund", proposeRefund(operator, refund, { now: at(month, 8, 11) }));
  }
  const open = owing.slice(matched).filter((bill, _, all) => all.filter((one) => one.name === bill.name).length === 1);
  const byName = open.slice(0, suggested).map((bill) => row(yuanText(bill.wantsFen), bill.name, "房租"));
  await upload({ ...calendar, at: () => now }, `示例流水-${month}-2.csv`, [
    ...byName,
    row("20.00", "快递驿站", "押金"),
  ]);
}

async function upload(calendar: Calendar, name: string, rows: string[][]): Promise<string> {
  const bytes = new TextEncoder().encode(writeCsv([HEADERS, ...rows]));
  const now = calendar.at(calendar.month, 8, 9);
  const { importId } = await granted("the bank's list", previewBankFile(operator, { name, bytes }, { now }));
  return importId;
}

/** The bills of these months with what each still asks for, support that is decided counted. */
async function billsOf(months: readonly [string, string]): Promise<Found[]> {
  const rows = await (await reader())
    .select({
      billNo: bills.billNo,
      month: bills.month,
      personId: bills.personId,
      name: people.name,
      wantsFen: wants.mapWith(Number),
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .where(and(sql`${bills.month} >= ${months[0]}`, sql`${bills.month} <= ${months[1]}`))
    .orderBy(asc(bills.billNo));
  return rows.map((found) => ({ ...found, name: found.name ?? "" }));
}
