import type { Day } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import type { Fen } from "../money.ts";
import { cleanCell, findColumns, readDay } from "./rules-columns.ts";

export { cleanCell, readDay } from "./rules-columns.ts";

/** What a bank's list must or may say, and the headers by which banks call it (their own web exports, in two languages). */
export const bankHeaders = {
  transactionNo: [
    "交易流水号",
    "流水号",
    "交易流水",
    "核心流水号",
    "银行流水号",
    "交易号",
    "交易序号",
    "transaction no",
    "transaction id",
  ],
  paidOn: ["交易日期", "记账日期", "入账日期", "到账日期", "交易时间", "日期", "date", "transaction date"],
  amount: ["贷方发生额", "贷方金额", "收入金额", "收入", "入账金额", "交易金额", "金额", "credit", "amount"],
  debit: ["借方发生额", "借方金额", "支出金额", "支出", "debit"],
  payerName: [
    "对方户名",
    "对方名称",
    "对方账户名称",
    "付款人",
    "付款人名称",
    "付款方户名",
    "付款户名",
    "payer",
    "payer name",
  ],
  note: ["附言", "摘要", "备注", "用途", "交易附言", "交易摘要", "note", "memo", "remark", "reference"],
} as const;
export type BankColumn = keyof typeof bankHeaders;
export const requiredColumns = [
  "transactionNo",
  "paidOn",
  "amount",
  "payerName",
  "note",
] as const satisfies BankColumn[];

/** Where each column is; a bank may spread the note over several. */
export type Columns = Record<Exclude<BankColumn, "note" | "debit">, number> & { debit: number | null; note: number[] };

/** Finds the row of headers. Refuses `columns-missing`. */
export function findHeader(
  rows: readonly { line: number; cells: readonly string[] }[],
): Decision<{ at: number; columns: Columns }> {
  const header = findColumns<BankColumn>(rows, bankHeaders, requiredColumns);
  if (!header.ok) return header;
  const { at, found } = header;
  const first = (column: BankColumn): number => found[column]?.[0] ?? 0;
  return grant({
    at,
    columns: {
      transactionNo: first("transactionNo"),
      paidOn: first("paidOn"),
      amount: first("amount"),
      payerName: first("payerName"),
      debit: found.debit?.[0] ?? null,
      note: found.note ?? [],
    },
  });
}

export type BankLine = {
  line: number;
  transactionNo: string;
  payerName: string;
  note: string;
} & ({ ok: true; paidOn: Day; amountFen: Fen } | { ok: false; state: "wrong" | "skipped"; reason: string });

/**
 * One line of the list. Wrong: `row-without-transaction`, `row-transaction-rounded`, `row-date-wrong`,
 * `row-date-in-future`, `row-amount-negative`, `row-amount-fraction`, `row-amount-wrong`; skipped: `row-money-out`.
 */
export function readBankLine(row: { line: number; cells: readonly string[] }, columns: Columns, today: Day): BankLine {
  const cell = (index: number | null) => (index === null ? "" : cleanCell(row.cells[index] ?? ""));
  const notes = columns.note.map(cell).filter((text) => text !== "");
  const said = {
    line: row.line,
    transactionNo: cell(columns.transactionNo).slice(0, 80),
    payerName: cell(columns.payerName).slice(0, 80),
    note: [...new Set(notes)].join(" ").slice(0, 300),
  };
  const not = (reason: string, state: "wrong" | "skipped" = "wrong"): BankLine => ({
    ...said,
    ok: false,
    state,
    reason,
  });
  const [amount, debit] = [cell(columns.amount), cell(columns.debit)];
  if (isNothing(amount) && !isNothing(debit)) return not("row-money-out", "skipped");
  if (said.transactionNo === "") return not("row-without-transaction");
  // A spreadsheet keeps fifteen digits of a number: what comes after them in a long one is made up.
  if (/^\d+(?:\.\d+)?e\+?\d+$/i.test(said.transactionNo)) return not("row-transaction-rounded");
  const paidOn = readDay(cell(columns.paidOn));
  if (paidOn === null) return not("row-date-wrong");
  if (paidOn > today) return not("row-date-in-future");
  const fen = readAmount(amount);
  if (typeof fen === "string") return not(fen);
  return { ...said, ok: true, paidOn, amountFen: fen };
}

const isNothing = (text: string): boolean => /^(?:-{0,2}|0(?:\.0+)?)$/.test(text);

/** Fen, or which of the reasons it is not: the amount is above 0 and has at most two decimals. */
export function readAmount(text: string): Fen | "row-amount-negative" | "row-amount-fraction" | "row-amount-wrong" {
  const match = /^([+-]?)(?:¥|￥|CNY|RMB)?\s*(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d+))?\s*(?:元|CNY|RMB)?$/i.exec(text);
  if (!match) return "row-amount-wrong";
  const [, sign, whole = "", decimals = ""] = match;
  if (sign === "-") return "row-amount-negative";
  if (/[1-9]/.test(decimals.slice(2))) return "row-amount-fraction";
  const fen = Number(whole.replaceAll(",", "")) * 100 + Number(decimals.slice(0, 2).padEnd(2, "0"));
  return fen > 0 && Number.isSafeInteger(fen) ? fen : "row-amount-wrong";
}
