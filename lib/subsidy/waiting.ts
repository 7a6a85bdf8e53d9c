import { asc, eq, inArray } from "drizzle-orm";
import { offsets, settlements } from "#db/schema";
import type { WaitingSource } from "../desk/waiting.ts";
import { sumFen } from "../sums.ts";
import { awaits } from "./signers.ts";

/** Batches to be checked or approved. */
export const waitingSettlements: WaitingSource = async (db, actor) => {
  const batches = await db
    .select()
    .from(settlements)
    .where(inArray(settlements.status, ["draft", "checked"]))
    .orderBy(asc(settlements.month), asc(settlements.sequence));
  if (batches.length === 0) return [];
  const sums = await db
    .select({ settlementId: offsets.settlementId, subsidyFen: sumFen(offsets.subsidyFen) })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(inArray(settlements.status, ["draft", "checked"]))
    .groupBy(offsets.settlementId);
  const sumOf = new Map(sums.map((row) => [row.settlementId, row.subsidyFen]));
  return batches.map((batch) => ({
    kind: batch.status === "draft" ? ("settlementCheck" as const) : ("settlementApproval" as const),
    id: batch.id,
    href: `/officer/settlements/${batch.id}`,
    values: { month: batch.month, sequence: batch.sequence },
    amountFen: sumOf.get(batch.id) ?? 0,
    since: batch.checkedAt ?? batch.madeAt,
    byId: batch.checkedBy ?? batch.madeBy,
    mine: awaits(batch, actor),
  }));
};
