import { and, asc, eq, gt } from "drizzle-orm";
import { reader } from "#db/client";
import { correctionLines, corrections } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Fen } from "../money.ts";

export type BillCorrection = {
  id: string;
  correctionId: string;
  no: string;
  reason: string;
  at: Date;
  rentBeforeFen: Fen;
  rentAfterFen: Fen;
  subsidyBeforeFen: Fen;
  subsidyAfterFen: Fen;
  moved: (typeof correctionLines.$inferSelect)["moved"];
};

/** The posted corrections of one bill, in order. Throws NotFound for another person's. */
export async function correctionsOfBill(
  actor: Actor,
  bill: { id: string; personId: string },
): Promise<BillCorrection[]> {
  authorize(actor, "bill.view", bill);
  const rows = await (await reader())
    .select({
      line: correctionLines,
      no: corrections.correctionNo,
      reason: corrections.reason,
      at: corrections.decidedAt,
      madeAt: corrections.madeAt,
    })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(and(eq(correctionLines.billId, bill.id), gt(correctionLines.sequence, 0)))
    .orderBy(asc(correctionLines.sequence));
  return rows.map(({ line, no, reason, at, madeAt }) => ({
    id: line.id,
    correctionId: line.correctionId,
    no,
    reason,
    at: at ?? madeAt,
    rentBeforeFen: line.rentBeforeFen,
    rentAfterFen: line.rentAfterFen,
    subsidyBeforeFen: line.subsidyBeforeFen,
    subsidyAfterFen: line.subsidyAfterFen,
    moved: line.moved,
  }));
}

/** The support of each corrected bill of a person as it stands now, for queries that have asked `authorize` already. */
export async function supportNow(personId: string): Promise<Map<string, Fen>> {
  const rows = await (await reader())
    .select({ billId: correctionLines.billId, fen: correctionLines.subsidyAfterFen })
    .from(correctionLines)
    .where(and(eq(correctionLines.personId, personId), gt(correctionLines.sequence, 0)))
    .orderBy(asc(correctionLines.sequence));
  return new Map(rows.map((row) => [row.billId, row.fen]));
}
