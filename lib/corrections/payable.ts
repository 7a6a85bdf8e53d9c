import { inArray, or } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { correctionLines, offsets, payouts } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Fen } from "../money.ts";

type Db = Reader | Pick<Writer, "select">;
/** `owedFen`: what of a bill's surplus (or support in cash) has been granted, less what corrections withheld. */
export type Payable = { owedFen: Fen; sentFen: Fen };

/** What of the surplus of these bills is owed, and what of it has gone to the bank and not come back. */
export async function payableOf(db: Db, billIds: readonly string[]): Promise<Map<string, Payable>> {
  const found = new Map<string, Payable>();
  const billOf = new Map<string, string>();
  const of = (billId: string): Payable => {
    const its = found.get(billId) ?? { owedFen: 0, sentFen: 0 };
    found.set(billId, its);
    return its;
  };
  await inChunks([...new Set(billIds)], async (ids) => {
    const granted = await db
      .select({ id: offsets.id, billId: offsets.billId, surplusFen: offsets.surplusFen })
      .from(offsets)
      .where(inArray(offsets.billId, ids));
    for (const { id, billId, surplusFen } of granted) {
      billOf.set(id, billId);
      of(billId).owedFen += surplusFen;
    }
    const lines = await db
      .select({ id: correctionLines.id, billId: correctionLines.billId, moved: correctionLines.moved })
      .from(correctionLines)
      .where(inArray(correctionLines.billId, ids));
    for (const { id, billId, moved } of lines) {
      billOf.set(id, billId);
      of(billId).owedFen += (moved.payoutFen ?? 0) - (moved.withheldFen ?? 0);
    }
  });
  await inChunks([...billOf.keys()], async (ids) => {
    const rows = await db
      .select()
      .from(payouts)
      .where(or(inArray(payouts.offsetId, ids), inArray(payouts.correctionLineId, ids)));
    for (const row of rows) {
      const billId = billOf.get(row.offsetId ?? row.correctionLineId ?? "");
      if (billId && (row.status === "sent" || row.status === "paid")) of(billId).sentFen += row.amountFen;
    }
  });
  return found;
}
