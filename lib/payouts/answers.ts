import { createHash } from "node:crypto";
import { and, eq, inArray, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { payoutAnswers, payouts } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { type Day, dayAt } from "../days.ts";
import { type Decision, grant, NotFound, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { readTableFile, type TableFile } from "../table-file.ts";
import { bookPaid, bookReturned, stateOf } from "./booking.ts";
import { payoutsNamed } from "./making.ts";
import { decidePaid, decideReturned, type Payout } from "./rules.ts";
import { answerNumber, findAnswerHeader, type ReadAnswer, readAnswer } from "./rules-answers.ts";

type Given = { now: Date };

/**
 * Reads a bank's answer to what was sent (CSV or xlsx) and keeps what each line would do; nothing moves. The same file
 * again is the same answer (`before`). Refuses what `readTableFile` does, `answer-columns-missing`, `file-without-rows`.
 */
export async function previewAnswer(
  actor: Actor,
  file: { name: string; bytes: Uint8Array },
  { now }: Given,
): Promise<Decision<{ answerId: string; before: boolean }>> {
  authorize(actor, "payout.settle");
  const read = await readTableFile(file.bytes);
  if (!read.ok) return read;
  const header = findAnswerHeader(read.rows);
  if (!header.ok) return header;
  const below = read.rows.slice(header.at + 1);
  if (below.length === 0) return refuse("file-without-rows");
  const fileHash = createHash("sha256").update(file.bytes).digest("hex");
  return transaction(async (tx) => {
    const [known] = await tx
      .select({ id: payoutAnswers.id })
      .from(payoutAnswers)
      .where(and(eq(payoutAnswers.fileHash, fileHash), ne(payoutAnswers.status, "discarded")));
    if (known) return grant({ answerId: known.id, before: true });
    const lines = await readLines(tx, below, header.columns, dayAt(now));
    const id = newId();
    const fileName = file.name.replace(/[\p{C}\\/]/gu, "").slice(0, 120) || "bank";
    const row = { id, fileName, fileHash, lines, status: "preview" as const };
    await tx.insert(payoutAnswers).values({ ...row, madeBy: actor.userId, madeAt: now });
    await audit(tx, actor, "payout.settle", "payout-answer", id, now, { lines: lines.length });
    return grant({ answerId: id, before: false });
  });
}

type Columns = Parameters<typeof readAnswer>[1];

async function readLines(tx: Writer, rows: TableFile["rows"], columns: Columns, today: Day): Promise<ReadAnswer[]> {
  const known: Parameters<typeof readAnswer>[2] = new Map(await payoutsCalled(tx, rows, columns));
  const firstLine = new Map<string, number>();
  return rows.map((row) => {
    const number = answerNumber(row, columns);
    const first = firstLine.get(number);
    if (first === undefined) firstLine.set(number, row.line);
    return readAnswer(row, columns, known, { today, firstLine: first });
  });
}

async function payoutsCalled(tx: Writer, rows: TableFile["rows"], columns: Columns) {
  const found: [string, Payout & { id: string }][] = [];
  await inChunks([...new Set(rows.map((row) => answerNumber(row, columns)))], async (numbers) => {
    const its = await tx.select().from(payouts).where(inArray(payouts.payoutNo, numbers));
    found.push(...its.map((row): [string, Payout & { id: string }] => [row.payoutNo, { ...stateOf(row), id: row.id }]));
  });
  return found;
}

/**
 * Books what a bank's answer says: all of it or nothing, and once. A line that somebody marked by hand in the meantime
 * is passed over where it says the same. Refuses `answer-has-wrong-lines` (`count`), `answer-discarded`, and
 * `answer-changed` (`line`) where a payout has become something else since the preview.
 */
export const confirmAnswer = (
  actor: Actor,
  answerId: string,
  { now }: Given,
): Promise<Decision<{ answerId: string; paid: number; returned: number; before: boolean }>> =>
  transaction(async (tx) => {
    authorize(actor, "payout.settle");
    const answer = await findAnswer(tx, answerId);
    const count = (state: ReadAnswer["state"]) => answer.lines.filter((line) => line.state === state).length;
    if (answer.status === "discarded") return refuse("answer-discarded");
    const said = { answerId, paid: count("paid"), returned: count("returned") };
    if (answer.status === "confirmed") return grant({ ...said, before: true });
    if (count("wrong") > 0) return refuse("answer-has-wrong-lines", { count: count("wrong") });
    const rows = await payoutsNamed(
      tx,
      answer.lines.flatMap((line) => line.payoutId ?? []),
    );
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const [paid, returned] = [[], []] as [
      Parameters<typeof bookPaid>[1][number][],
      Parameters<typeof bookReturned>[1][number][],
    ];
    for (const { line, state, payoutId, on, reference, reason } of answer.lines) {
      const row = rowOf.get(payoutId ?? "");
      if (!row || on === null || (state !== "paid" && state !== "returned")) continue;
      const today = dayAt(now);
      const decision =
        state === "paid"
          ? decidePaid(stateOf(row), { on, reference }, today)
          : decideReturned(stateOf(row), { on, reason }, today);
      if (!decision.ok) return refuse("answer-changed", { line });
      if (decision.before) continue;
      if (state === "paid") paid.push({ row, on, reference });
      else returned.push({ row, on, reason });
    }
    const by = { by: actor.userId, now };
    await bookPaid(tx, paid, by);
    await bookReturned(tx, returned, by);
    await decide(tx, answerId, "confirmed", by);
    const detail = { paid: paid.length, returned: returned.length };
    await audit(tx, actor, "payout.settle", "payout-answer", answerId, now, detail);
    return grant({ ...said, before: false });
  });

/** Throws a preview away, so that the mended file can be read in. Refuses `answer-confirmed`. */
export const discardAnswer = (
  actor: Actor,
  answerId: string,
  { now }: Given,
): Promise<Decision<{ answerId: string }>> =>
  transaction(async (tx) => {
    authorize(actor, "payout.settle");
    const answer = await findAnswer(tx, answerId);
    if (answer.status === "confirmed") return refuse("answer-confirmed");
    if (answer.status === "discarded") return grant({ answerId });
    await decide(tx, answerId, "discarded", { by: actor.userId, now });
    await audit(tx, actor, "payout.settle", "payout-answer", answerId, now, { discarded: true });
    return grant({ answerId });
  });

const decide = (tx: Writer, id: string, status: "confirmed" | "discarded", { by, now }: { by: string; now: Date }) =>
  tx.update(payoutAnswers).set({ status, decidedBy: by, decidedAt: now }).where(eq(payoutAnswers.id, id));

async function findAnswer(tx: Writer, id: string) {
  const [answer] = await tx.select().from(payoutAnswers).where(eq(payoutAnswers.id, id));
  if (!answer) throw new NotFound();
  return answer;
}
