import { cleanCell, readAmount, readDay } from "../billing/rules-bank.ts";
import type { Day } from "../days.ts";
import { type Decision, grant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";
import { decidePaid, decideReturned, type Payout } from "./rules.ts";

/** What a bank's answer must or may say, and the headers by which banks call it. */
export const answerHeaders = {
  payoutNo: ["发放编号", "付款编号", "业务编号", "客户业务编号", "业务参考号", "企业流水号", "payout no"],
  result: ["处理结果", "交易结果", "付款结果", "处理状态", "交易状态", "结果", "状态", "result", "status"],
  on: ["处理日期", "交易日期", "完成日期", "付款日期", "退票日期", "日期", "date"],
  reference: ["银行流水号", "交易流水号", "核心流水号", "流水号", "reference"],
  reason: ["失败原因", "退票原因", "退回原因", "原因", "附言", "备注", "reason"],
  amount: ["金额", "付款金额", "交易金额", "amount"],
} as const;
export type AnswerColumn = keyof typeof answerHeaders;
const required = ["payoutNo", "result", "on"] as const satisfies AnswerColumn[];

const WORDS = {
  paid: ["成功", "支付成功", "付款成功", "交易成功", "处理成功", "已付款", "已支付", "paid", "success"],
  returned: ["失败", "支付失败", "付款失败", "交易失败", "处理失败", "退票", "退汇", "已退回", "failed", "returned"],
  skipped: ["处理中", "待处理", "已受理", "银行处理中", "pending", "processing"],
} as const;

export type AnswerColumns = Partial<Record<AnswerColumn, number>>;
type Row = { line: number; cells: readonly string[] };
/** Lists may begin with a few lines about the account. */
const HEADER_WITHIN = 20;

/** Finds the row of headers. Refuses `answer-columns-missing` (`line`, `missing`: every header that would be understood). */
export function findAnswerHeader(rows: readonly Row[]): Decision<{ at: number; columns: AnswerColumns }> {
  let best = { at: 0, columns: {} as AnswerColumns };
  for (const [at, { cells }] of rows.slice(0, HEADER_WITHIN).entries()) {
    const columns = columnsIn(cells);
    if (Object.keys(columns).length > Object.keys(best.columns).length) best = { at, columns };
  }
  const missing = required.filter((column) => best.columns[column] === undefined);
  if (missing.length === 0) return grant(best);
  return refuse("answer-columns-missing", {
    line: rows[best.at]?.line ?? 1,
    missing: missing.map((column) => answerHeaders[column].join("/")).join("；"),
  });
}

function columnsIn(cells: readonly string[]): AnswerColumns {
  const names = cells.map((cell) =>
    cleanCell(cell)
      .replace(/[（(].*?[）)]/g, "")
      .trim()
      .toLowerCase(),
  );
  const found: AnswerColumns = {};
  for (const [column, wanted] of Object.entries(answerHeaders) as [AnswerColumn, readonly string[]][]) {
    const name = wanted.find((one) => names.includes(one));
    if (name !== undefined) found[column] = names.indexOf(name);
  }
  return found;
}

/** `known`: said before; `skipped`: the bank has not decided; `problem` is a key of the refusals, empty where all is well. */
export type ReadAnswer = {
  line: number;
  payoutNo: string;
  payoutId: string | null;
  state: "paid" | "returned" | "known" | "skipped" | "wrong";
  on: Day | null;
  reference: string;
  reason: string;
  problem: string;
  values: Record<string, string | number>;
};

/** The payout that a line names, as it is compared. */
export const answerNumber = (row: Row, columns: AnswerColumns): string =>
  cleanCell(row.cells[columns.payoutNo ?? -1] ?? "")
    .toUpperCase()
    .slice(0, 40);

/**
 * What one line would do. Wrong: `answer-result-unknown`, `row-date-wrong`, `answer-payout-unknown`,
 * `answer-amount-differs`, `answer-twice-in-file` (`line`), and what `decidePaid` and `decideReturned` refuse.
 */
export function readAnswer(
  row: Row,
  columns: AnswerColumns,
  payouts: ReadonlyMap<string, Payout & { id: string }>,
  given: { today: Day; firstLine: number | undefined },
): ReadAnswer {
  const cell = (column: AnswerColumn) => cleanCell(row.cells[columns[column] ?? -1] ?? "");
  const number = answerNumber(row, columns);
  const payout = payouts.get(number);
  const on = readDay(cell("on"));
  const said = { line: row.line, payoutNo: number, payoutId: payout?.id ?? null, on };
  const texts = { reference: cell("reference").slice(0, 80), reason: cell("reason").slice(0, 120) };
  const not = (problem: string, values: ReadAnswer["values"] = {}): ReadAnswer => ({
    ...said,
    ...texts,
    state: "wrong",
    problem,
    values,
  });
  const word = cell("result").toLowerCase();
  const result = (["paid", "returned", "skipped"] as const).find((one) => WORDS[one].some((known) => known === word));
  if (!result) return not("answer-result-unknown", { word: cell("result").slice(0, 20) });
  if (!payout) return not("answer-payout-unknown");
  if (given.firstLine !== undefined) return not("answer-twice-in-file", { line: given.firstLine });
  if (result === "skipped") return { ...said, ...texts, state: "skipped", problem: "", values: {} };
  if (on === null) return not("row-date-wrong");
  if (!amountAgrees(cell("amount"), payout.amountFen)) return not("answer-amount-differs", yuan(payout.amountFen));
  const decided =
    result === "paid"
      ? decidePaid(payout, { on, reference: texts.reference }, given.today)
      : decideReturned(payout, { on, reason: texts.reason }, given.today);
  if (!decided.ok) return not(decided.reason, decided.values);
  return { ...said, ...texts, state: decided.before ? "known" : result, problem: "", values: {} };
}

const yuan = (fen: Fen) => ({ expected: fen / 100 });
/** The amount need not be told; where it is, it is the payout's. */
const amountAgrees = (text: string, fen: Fen): boolean => text === "" || readAmount(text) === fen;
