import { count, countDistinct, desc, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { correctionLines, corrections } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { namesOf } from "../subsidy/signers.ts";
import { sumFen } from "../sums.ts";

export { type DueCorrection, dueCorrections } from "./due.ts";
export { CORRECTION_LINES, type CorrectionLine, type CorrectionView, correctionFor, correctionSheet } from "./view.ts";

const CORRECTIONS = 100;

/** The corrections, drafts first, then the latest, with what they come to; `mine`: this officer can post it. */
export async function correctionList(actor: Actor) {
  authorize(actor, "correction.list");
  const db = await reader();
  const draftsFirst = sql`case when ${corrections.status} = 'draft' then 0 else 1 end`;
  const rows = await db
    .select()
    .from(corrections)
    .orderBy(draftsFirst, desc(corrections.madeAt), desc(corrections.id))
    .limit(CORRECTIONS);
  const ids = rows.map((row) => row.id);
  const sums =
    ids.length === 0
      ? []
      : await db
          .select(sumsOf)
          .from(correctionLines)
          .where(inArray(correctionLines.correctionId, ids))
          .groupBy(correctionLines.correctionId);
  const names = await namesOf(
    db,
    rows.flatMap((row) => [row.madeBy, row.decidedBy]),
  );
  return rows.map((row) => ({
    ...row,
    ...(sums.find((one) => one.correctionId === row.id) ?? { people: 0, months: 0, rentFen: 0, subsidyFen: 0 }),
    maker: names.get(row.madeBy) ?? "",
    decider: names.get(row.decidedBy ?? "") ?? null,
    mine: row.status === "draft" && actor.role === "officer" && row.madeBy !== actor.userId,
  }));
}

const sumsOf = {
  correctionId: correctionLines.correctionId,
  people: countDistinct(correctionLines.personId),
  months: count(),
  rentFen: sumFen(sql`${correctionLines.rentAfterFen} - ${correctionLines.rentBeforeFen}`),
  subsidyFen: sumFen(sql`${correctionLines.subsidyAfterFen} - ${correctionLines.subsidyBeforeFen}`),
};

export type CorrectionRow = Awaited<ReturnType<typeof correctionList>>[number];
