import { createHash } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import { transaction, type Writer } from "#db/client";
import { bankImports, bankRows } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import { dayAt } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { newId } from "../ids.ts";
import { type BankFile, readBankFile } from "./bank-file.ts";
import { takenNumbers } from "./bank-rows.ts";
import { matchFacts } from "./match-facts.ts";
import { type BankLine, readBankLine } from "./rules-bank.ts";
import { matchLine } from "./rules-matching.ts";

type Given = { now: Date };
type Row = typeof bankRows.$inferSelect;
export type UploadedFile = { name: string; bytes: Uint8Array };

/**
 * Reads a bank's list and keeps what each line would do; nothing is booked. The same file again is the same import
 * (`before`). Refuses what `readBankFile` does.
 */
export async function previewBankFile(
  actor: Actor,
  file: UploadedFile,
  { now }: Given,
): Promise<Decision<{ importId: string; before: boolean }>> {
  authorize(actor, "bank.import");
  const read = await readBankFile(file.bytes);
  if (!read.ok) return read;
  const fileHash = createHash("sha256").update(file.bytes).digest("hex");
  return transaction(async (tx) => {
    const [known] = await tx
      .select({ id: bankImports.id })
      .from(bankImports)
      .where(and(eq(bankImports.fileHash, fileHash), ne(bankImports.status, "discarded")));
    if (known) return grant({ importId: known.id, before: true });
    const id = newId();
    const { format, encoding, rows } = read;
    const fileName = file.name.replace(/[\p{C}\\/]/gu, "").slice(0, 120) || "bank";
    const said = { id, fileName, fileHash, format, encoding, rows: rows.length, status: "preview" as const };
    await tx.insert(bankImports).values({ ...said, madeBy: actor.userId, madeAt: now });
    const previewed = await previewRows(tx, id, read, now);
    await inChunks(previewed, (chunk) => tx.insert(bankRows).values(chunk));
    await audit(tx, actor, "bank.import", "import", id, now, { rows: rows.length, format });
    return grant({ importId: id, before: false });
  });
}

async function previewRows(tx: Writer, importId: string, file: BankFile, now: Date): Promise<Row[]> {
  const lines = file.rows.map((row) => readBankLine(row, file.columns, dayAt(now)));
  const good = lines.filter((line) => line.ok);
  const numbers = good.map((line) => line.transactionNo);
  const taken = await takenNumbers(tx, numbers);
  const facts = await matchFacts(tx, good);
  const firstLine = new Map<string, number>();
  return lines.map((line) => {
    const row = rowOf(importId, line);
    if (!line.ok) return { ...row, state: line.state, reason: line.reason };
    const twice = firstLine.get(line.transactionNo);
    firstLine.set(line.transactionNo, twice ?? line.line);
    const [paidOn, amountFen] = [line.paidOn, line.amountFen];
    const duplicate = { ...row, paidOn, amountFen, state: "duplicate" as const };
    if (twice !== undefined) return { ...duplicate, reason: "row-twice-in-file", reasonValues: { line: twice } };
    const before = taken.get(line.transactionNo);
    return before ? { ...duplicate, reason: before } : { ...row, paidOn, amountFen, ...matchLine(line, facts) };
  });
}

const rowOf = (importId: string, line: BankLine): Row => ({
  id: newId(),
  importId,
  line: line.line,
  transactionNo: line.transactionNo,
  paidOn: null,
  amountFen: null,
  payerName: line.payerName,
  note: line.note,
  state: "unmatched",
  reason: "",
  reasonValues: {},
  billId: null,
  paymentId: null,
  settledBy: null,
  settledAt: null,
});
