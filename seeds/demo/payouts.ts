import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { reader } from "#db/client";
import { offsets, payouts, people, personAccounts, settlements } from "#db/schema";
import type { Actor } from "#lib/actor";
import { sharesOf } from "#lib/budget/shares";
import { writeCsv } from "#lib/csv";
import type { Month } from "#lib/days";
import { newId } from "#lib/ids";
import { yuanExact } from "#lib/money";
import { saveAccount } from "#lib/payouts/accounts";
import { confirmAnswer, previewAnswer } from "#lib/payouts/answers";
import { makePayoutFile, readyPayouts } from "#lib/payouts/files";
import { recordFunding } from "#lib/payouts/funding";
import { payAgain } from "#lib/payouts/settling";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { inventedCard } from "./invented.ts";
import { talent } from "./keep-people.ts";
import { firstOfficer, secondOfficer } from "./staff.ts";

const BANK = "示例银行常州分行";
const RETURNED_FOR = "示例：账号与户名不符";

/**
 * The money of a finished month, invented like all payments of the demo: public finance pays on the 12th, surpluses and
 * support in cash go to the bank on the 14th and arrive on the 16th. Two months before the last a payment comes back and
 * is paid again; of the last month one waits to be paid again, and somebody has told no account yet.
 */
export async function payOut(calendar: Calendar, month: Month): Promise<void> {
  const ago = calendar.months.length - 1 - calendar.months.indexOf(month);
  const officer = ago % 2 === 0 ? firstOfficer : secondOfficer;
  await fundBatches(calendar, month, officer);
  await tellAccounts(calendar, month, ago === 1 ? 1 : 0);
  const sent = await send(calendar, month, officer, 14);
  const [back] = ago === 3 || ago === 1 ? sent : [];
  await answer(calendar, month, officer, sent, back?.id ?? null, 16);
  if (ago !== 3 || !back) return;
  const again = { sameAccount: true };
  await granted("paying again", payAgain(officer, back.id, again, { now: calendar.at(month, 18, 9) }));
  await answer(calendar, month, officer, await send(calendar, month, officer, 18), null, 20);
}

async function fundBatches(calendar: Calendar, month: Month, officer: Actor): Promise<void> {
  const db = await reader();
  const batches = await db
    .select()
    .from(settlements)
    .where(and(eq(settlements.month, month), eq(settlements.status, "posted")))
    .orderBy(asc(settlements.sequence));
  for (const batch of batches) {
    for (const [fund, amountFen] of await sharesOf(db, batch)) {
      const reference = `DEMO-GK-${month.replace("-", "")}-${batch.sequence}`;
      const given = { settlementId: batch.id, fund, amountFen, paidOn: calendar.dayIn(month, 12), reference };
      await granted("public finance's payment", recordFunding(officer, given, { now: calendar.at(month, 12, 15) }));
    }
  }
}

/** Everybody who is owed something tells an account, but for the first `silent` of those who are asked for the first time. */
async function tellAccounts(calendar: Calendar, month: Month, silent: number): Promise<void> {
  const asked = await (await reader())
    .selectDistinct({ personId: people.id, name: people.name })
    .from(offsets)
    .innerJoin(people, eq(people.id, offsets.personId))
    .leftJoin(personAccounts, eq(personAccounts.personId, people.id))
    .where(and(eq(offsets.month, month), gt(offsets.surplusFen, 0), isNull(personAccounts.personId)))
    .orderBy(asc(people.id));
  const known = await (await reader()).$count(personAccounts);
  for (const [index, { personId, name }] of asked.slice(silent).entries()) {
    const account = { holderName: name ?? "", bankName: BANK, accountNo: inventedCard(known + index + 1) };
    const actor = talent({ userId: personId, personId });
    await granted("an account", saveAccount(actor, account, { now: calendar.at(month, 13, 9) }));
  }
}

type Sent = { id: string; payoutNo: string; amountFen: number };

async function send(calendar: Calendar, month: Month, officer: Actor, day: number): Promise<Sent[]> {
  const db = await reader();
  const { sendable, seen } = await readyPayouts(db);
  if (sendable.length === 0) return [];
  await granted(
    "a file for the bank",
    makePayoutFile(officer, { fileId: newId(), seen }, { now: calendar.at(month, day, 10) }),
  );
  const ids = sendable.map(({ payout }) => payout.id);
  return db
    .select({ id: payouts.id, payoutNo: payouts.payoutNo, amountFen: payouts.amountFen })
    .from(payouts)
    .where(inArray(payouts.id, ids))
    .orderBy(asc(payouts.payoutNo));
}

/** The bank's answer as a file: all arrived, but for the one that came back. */
async function answer(
  calendar: Calendar,
  month: Month,
  officer: Actor,
  sent: readonly Sent[],
  back: string | null,
  day: number,
): Promise<void> {
  if (sent.length === 0) return;
  const on = calendar.dayIn(month, day);
  const rows = sent.map(({ id, payoutNo, amountFen }, index) => {
    const reference = `DEMO-FF-${on.replaceAll("-", "")}-${String(index + 1).padStart(4, "0")}`;
    return id === back
      ? [payoutNo, yuanExact(amountFen), "退票", on, "", RETURNED_FOR]
      : [payoutNo, yuanExact(amountFen), "成功", on, reference, ""];
  });
  const head = ["发放编号", "金额", "处理结果", "处理日期", "银行流水号", "失败原因"];
  const bytes = new TextEncoder().encode(writeCsv([head, ...rows]));
  const now = calendar.at(month, day, 16);
  const read = await granted(
    "the bank's answer",
    previewAnswer(officer, { name: `示例答复-${on}.csv`, bytes }, { now }),
  );
  await granted("booking the bank's answer", confirmAnswer(officer, read.answerId, { now }));
}
