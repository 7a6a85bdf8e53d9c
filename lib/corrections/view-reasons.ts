import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, correctionLines, offsetParts, offsets, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { reasonsOf } from "./rules-reasons.ts";
import type { CorrectionLine } from "./view.ts";

/** Why each line comes out differently, against what stood of its bill before. */
export async function withReasons(db: Reader, lines: readonly CorrectionLine[]): Promise<CorrectionLine[]> {
  const stood = await stoodBefore(db, lines);
  return lines.map((line) => {
    const before = stood.get(line.id);
    if (!before) return line;
    return {
      ...line,
      reasons: reasonsOf(before, { ...line, rentFen: line.rentAfterFen, toOn: line.toOn ?? before.toOn }),
    };
  });
}

type Compared = Parameters<typeof reasonsOf>[0];

async function stoodBefore(db: Reader, lines: readonly CorrectionLine[]): Promise<Map<string, Compared>> {
  const found = new Map<string, Compared>();
  await inChunks(lines, async (some) => {
    const ids = some.map((line) => line.billId);
    const rows = await db
      .select({ offset: offsets, bill: bills, versions: settlements.versions })
      .from(offsets)
      .innerJoin(bills, eq(bills.id, offsets.billId))
      .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
      .where(inArray(offsets.billId, ids));
    const granted = await db
      .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
      .from(offsetParts)
      .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
      .where(inArray(offsets.billId, ids));
    const earlier = await db
      .select()
      .from(correctionLines)
      .where(and(inArray(correctionLines.billId, ids), gt(correctionLines.sequence, 0)))
      .orderBy(asc(correctionLines.sequence));
    for (const line of some) {
      const base = rows.find((row) => row.bill.id === line.billId);
      const before = earlier
        .filter((one) => one.billId === line.billId && (line.sequence === 0 || one.sequence < line.sequence))
        .at(-1);
      if (!base) continue;
      const [rentFen, toOn] = [line.rentBeforeFen, before?.toOn ?? base.bill.toOn];
      const { facts, failed } = before ?? base.offset;
      const parts = before?.parts ?? granted.filter((part) => part.offsetId === base.offset.id);
      found.set(line.id, { rentFen, toOn, facts, failed, versions: before?.versions ?? base.versions, parts });
    }
  });
  return found;
}
