import { and, asc, eq, gt, inArray, or } from "drizzle-orm";
import type { Writer } from "#db/client";
import { correctionLines, offsets, payouts } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { payableOf } from "../corrections/payable.ts";
import type { Month } from "../days.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { followPayouts, makePayouts, nextPayoutNo, type PayoutRow } from "./making.ts";
import { withholdFrom } from "./rules.ts";

/** What a posted correction line pays out beyond what was, and what it withholds of what was not paid out yet. */
export type CorrectedLine = {
  lineId: string;
  billId: string;
  personId: string;
  leaseId: string;
  month: Month;
  payoutFen: Fen;
  withheldFen: Fen;
};

/**
 * Payouts follow a posted correction, in its transaction: what is granted beyond becomes a payout of its own, and what is
 * withheld is taken out of payouts that the bank does not have. What was sent is never touched: it is claimed back.
 */
export async function followCorrection(
  tx: Writer,
  lines: readonly CorrectedLine[],
  by: { by: string; now: Date },
): Promise<void> {
  const more = lines.filter((line) => line.payoutFen > 0);
  const given = more.map(({ lineId, personId, leaseId, month, payoutFen }) => ({
    of: { correctionLineId: lineId },
    personId,
    leaseId,
    month,
    amountFen: payoutFen,
  }));
  await makePayouts(tx, given, by);
  const less = lines.filter((line) => line.withheldFen > 0);
  const last = await lastAttempts(
    tx,
    less.map((line) => line.billId),
  );
  const touched: (string | null)[] = [];
  for (const { billId, withheldFen } of less) {
    const its = (last.get(billId) ?? []).filter(isUnsent);
    for (const { id, status, restFen } of withholdFrom(its, withheldFen)) {
      const row = its.find((one) => one.id === id);
      if (!row) continue;
      await withhold(tx, row, status, restFen, by);
      touched.push(row.settlementId);
    }
  }
  await followPayouts(tx, touched, by);
}

async function withhold(
  tx: Writer,
  row: PayoutRow,
  status: "ready" | "returned",
  restFen: Fen,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  if (status === "ready") {
    const set = restFen > 0 ? { amountFen: restFen } : { status: "dropped" as const };
    await tx.update(payouts).set(set).where(eq(payouts.id, row.id));
  } else if (restFen === 0) {
    // What came back stays as it was; its next attempt says that there is none.
    const { settlementId, offsetId, correctionLineId, personId, leaseId, month, amountFen } = row;
    const same = { settlementId, offsetId, correctionLineId, personId, leaseId, month, amountFen };
    const no = await nextPayoutNo(tx, month);
    const next = { id: newId(), payoutNo: no, status: "dropped" as const, attempt: row.attempt + 1 };
    await tx.insert(payouts).values({ ...same, ...next, madeBy: by, madeAt: now });
  }
}

type Unsent = PayoutRow & { status: "ready" | "returned" };
const isUnsent = (row: PayoutRow): row is Unsent => row.status === "ready" || row.status === "returned";

/** By bill, the last attempt of everything that is paid out for it. */
async function lastAttempts(tx: Writer, billIds: readonly string[]): Promise<Map<string, PayoutRow[]>> {
  const found = new Map<string, PayoutRow[]>();
  await inChunks([...new Set(billIds)], async (ids) => {
    const granted = await tx
      .select({ id: offsets.id, billId: offsets.billId })
      .from(offsets)
      .where(inArray(offsets.billId, ids));
    const corrected = await tx
      .select({ id: correctionLines.id, billId: correctionLines.billId })
      .from(correctionLines)
      .where(and(inArray(correctionLines.billId, ids), gt(correctionLines.sequence, 0)));
    const billOf = new Map([...granted, ...corrected].map((row) => [row.id, row.billId]));
    if (billOf.size === 0) return;
    const of = [...billOf.keys()];
    const rows = await tx
      .select()
      .from(payouts)
      .where(or(inArray(payouts.offsetId, of), inArray(payouts.correctionLineId, of)))
      .orderBy(asc(payouts.attempt));
    const last = new Map(rows.map((row) => [row.offsetId ?? row.correctionLineId ?? "", row]));
    for (const [id, row] of last) {
      const billId = billOf.get(id) ?? "";
      found.set(billId, [...(found.get(billId) ?? []), row]);
    }
  });
  return found;
}

/** What of each bill's surplus is owed, corrections counted, and stands in no payout yet: for a batch that is funded now. */
export async function unmadeOf(tx: Writer, billIds: readonly string[]): Promise<Map<string, Fen>> {
  const owed = await payableOf(tx, billIds);
  const standing = await lastAttempts(tx, billIds);
  return new Map(
    [...owed].map(([billId, { owedFen }]) => {
      const its = (standing.get(billId) ?? []).filter((row) => row.status !== "dropped");
      return [billId, owedFen - its.reduce((sum, row) => sum + row.amountFen, 0)];
    }),
  );
}
