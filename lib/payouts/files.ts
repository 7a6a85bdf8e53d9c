import { and, asc, eq } from "drizzle-orm";
import { type Reader, transaction, type Writer } from "#db/client";
import { payoutFiles, payouts, people } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { nextNumbers } from "../counters.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant, invariant, NotFound, refuse } from "../errors.ts";
import { yuanText } from "../money.ts";
import { tellEach } from "../notices/commands.ts";
import { seal, sha256, unseal } from "../secrets.ts";
import { csvOf, type Sheet, xlsxOf } from "../sheets.ts";
import { type AccountRow, accountNumber, accountsOf } from "./accounts.ts";
import { followPayouts, type PayoutRow } from "./making.ts";
import { payoutFileNo } from "./rules.ts";

type Given = { now: Date };

/** The account that a payout was sent to, sealed for that payout alone. */
const place = (payoutId: string): string => `payouts.account:${payoutId}`;

/** The number that a sent payout went to, in full. */
export const sentNumber = (payout: Pick<PayoutRow, "id" | "accountSealed">): string =>
  unseal(payout.accountSealed ?? "", place(payout.id));

/** What waits to be sent, by whether its person has told an account; `seen` names exactly what can be sent. */
export async function readyPayouts(db: Reader) {
  const rows = await db
    .select({ payout: payouts, personName: people.name })
    .from(payouts)
    .innerJoin(people, eq(people.id, payouts.personId))
    .where(eq(payouts.status, "ready"))
    .orderBy(asc(payouts.payoutNo));
  const accounts = await accountsOf(
    db,
    rows.map((row) => row.payout.personId),
  );
  const sendable = rows.flatMap(({ payout, personName }) => {
    const account = accounts.get(payout.personId);
    return account ? [{ payout, personName, account }] : [];
  });
  const missing = rows.filter(({ payout }) => !accounts.has(payout.personId));
  const seen = sha256(
    JSON.stringify(sendable.map(({ payout, account }) => [payout.id, payout.amountFen, account.updatedAt.getTime()])),
  );
  return { sendable, missing, seen };
}

/**
 * Puts everything that can be sent into one file for the bank, each to its person's account of this moment; who has
 * none stays behind. `fileId` is made with the form: the same again is the same file. Refuses `payouts-none-ready`, and
 * `payouts-changed` where it is not any more what the page showed (`seen`).
 */
export const makePayoutFile = (
  actor: Actor,
  { fileId, seen }: { fileId: string; seen: string },
  { now }: Given,
): Promise<Decision<{ fileId: string; rows: number; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "payout.send");
    const [known] = await tx.select().from(payoutFiles).where(eq(payoutFiles.id, fileId));
    if (known) return grant({ fileId, rows: known.rows, before: true });
    const { sendable, seen: now_ } = await readyPayouts(tx);
    if (sendable.length === 0) return refuse("payouts-none-ready");
    if (now_ !== seen) return refuse("payouts-changed");
    const year = dayAt(now).slice(0, 4);
    const fileNo = payoutFileNo(year, await nextNumbers(tx, `payout-file:${year}`));
    const amountFen = sendable.reduce((sum, { payout }) => sum + payout.amountFen, 0);
    const sent = sendable.map(({ payout, account }) => sendTo(payout, account, fileId, now));
    const row = { id: fileId, fileNo, rows: sent.length, amountFen, contentHash: hashOf(sent) };
    await tx.insert(payoutFiles).values({ ...row, madeBy: actor.userId, madeAt: now });
    for (const { id, ...set } of sent) await tx.update(payouts).set(set).where(eq(payouts.id, id));
    await followPayouts(
      tx,
      sent.map((payout) => payout.settlementId),
      { by: actor.userId, now },
    );
    await tellSent(tx, sent, now);
    await audit(tx, actor, "payout.send", "payout-file", fileId, now, { fileNo, rows: sent.length, amountFen });
    return grant({ fileId, rows: sent.length, before: false });
  });

const sendTo = (payout: PayoutRow, account: AccountRow, fileId: string, now: Date): PayoutRow => ({
  ...payout,
  status: "sent",
  fileId,
  sentAt: now,
  holderName: account.holderName,
  bankName: account.bankName,
  accountSealed: seal(accountNumber(account), place(payout.id)),
  lastFour: account.lastFour,
});

async function tellSent(tx: Writer, sent: readonly PayoutRow[], now: Date): Promise<void> {
  const notices = sent.map(({ personId, month, amountFen, lastFour }) => ({
    personId,
    kind: "payout-sent",
    values: { month, amount: yuanText(amountFen), lastFour: lastFour ?? "" },
    at: now,
  }));
  await tellEach(tx, notices);
}

/** SHA-256 (hex) over what the file says, whatever it is written as. */
const hashOf = (rows: readonly PayoutRow[]): string => sha256(JSON.stringify(rows.map(cellsOf)));

const cellsOf = (payout: PayoutRow) => [
  payout.payoutNo,
  payout.holderName ?? "",
  payout.bankName ?? "",
  sentNumber(payout),
  payout.amountFen,
  payout.month,
];

/** As banks take it; the last four columns are for the bank's answer. */
const HEAD = ["发放编号", "收款人", "开户银行", "收款账号", "金额", "用途"];
const ANSWER = ["处理结果", "处理日期", "银行流水号", "失败原因"];
const WIDTHS = [18, 12, 24, 24, 12, 22, 10, 12, 20, 20];

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * The file as it goes to the bank, with account numbers in full; each time it is taken it is noted who took it.
 * @throws BrokenInvariant where it does not say any more what it said when it was made
 */
export const exportPayoutFile = async (
  actor: Actor,
  fileId: string,
  format: ExportFormat,
  { now }: Given,
): Promise<{ name: string } & ({ text: string } | { xlsx: Uint8Array })> => {
  const { file, rows } = await transaction(async (tx) => {
    authorize(actor, "payout.export");
    const [found] = await tx.select().from(payoutFiles).where(eq(payoutFiles.id, fileId));
    if (!found) throw new NotFound();
    const its = await tx
      .select()
      .from(payouts)
      .where(and(eq(payouts.fileId, fileId)))
      .orderBy(asc(payouts.payoutNo));
    invariant(hashOf(its) === found.contentHash, `payout file ${found.fileNo} is not what was made`);
    const detail = { fileNo: found.fileNo, format, rows: its.length, contentHash: found.contentHash };
    await audit(tx, actor, "payout.export", "payout-file", fileId, now, detail);
    return { file: found, rows: its };
  });
  const sheet: Sheet = {
    name: file.fileNo,
    head: [...HEAD, ...ANSWER],
    widths: WIDTHS,
    rows: rows.map((payout) => [
      payout.payoutNo,
      payout.holderName,
      payout.bankName,
      sentNumber(payout),
      { fen: payout.amountFen },
      `${payout.month} 人才资助结余`,
      ...ANSWER.map(() => null),
    ]),
  };
  const name = file.fileNo;
  return format === "csv" ? { name, text: csvOf(sheet) } : { name, xlsx: await xlsxOf([sheet]) };
};
