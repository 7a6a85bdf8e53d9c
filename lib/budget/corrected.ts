import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { budgetMoves, correctionLines, offsetParts, offsets, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Day, Month } from "../days.ts";
import type { Fen } from "../money.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { planAt } from "../subsidy/versions.ts";
import { sumFen } from "../sums.ts";
import { moveBudget } from "./moves.ts";
import { budgetYear } from "./rules.ts";
import { fundShares } from "./rules-shares.ts";

type By = { by: string; approvedBy?: string | null; now: Date };
type Decided = { plan: string; versions: Record<string, string>; parts: readonly { part: string; amountFen: Fen }[] };

/** What a posted correction comes to for each fund, by the month that is corrected; below zero it gives back. */
async function differencesOf(tx: Writer, correctionId: string): Promise<Map<string, Map<Month, Fen>>> {
  const lines = await tx.select().from(correctionLines).where(eq(correctionLines.correctionId, correctionId));
  const before = await decidedBefore(tx, lines);
  const sums = new Map<string, Map<Month, Fen>>();
  // A reform has thousands of lines, decided by two or three plans.
  const plans = new Map<string, Scheme[]>();
  const schemesFor = async ({ plan, versions }: Decided): Promise<Scheme[]> => {
    const key = `${plan} ${JSON.stringify(versions)}`;
    const schemes = plans.get(key) ?? schemesOf(await planAt(tx, plan, versions));
    plans.set(key, schemes);
    return schemes;
  };
  const add = async (decided: Decided | undefined, month: Month, sign: 1 | -1) => {
    if (!decided || decided.parts.length === 0) return;
    const schemes = await schemesFor(decided);
    for (const [fund, fen] of fundShares(
      schemes,
      decided.parts.map((part) => ({ ...part, lines: 1 })),
    )) {
      const its = sums.get(fund) ?? new Map<Month, Fen>();
      its.set(month, (its.get(month) ?? 0) + sign * fen);
      sums.set(fund, its);
    }
  };
  for (const line of lines) {
    await add(line, line.month, 1);
    await add(before.get(line.id), line.month, -1);
  }
  return sums;
}

type Line = typeof correctionLines.$inferSelect;

/** What stood of each line's bill before it: the posted correction before, else the offset. */
async function decidedBefore(tx: Writer, lines: readonly Line[]): Promise<Map<string, Decided>> {
  const found = new Map<string, Decided>();
  await inChunks(lines, async (some) => {
    const billIds = some.map((line) => line.billId);
    const granted = await tx
      .select({ id: offsets.id, billId: offsets.billId, plan: settlements.plan, versions: settlements.versions })
      .from(offsets)
      .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
      .where(inArray(offsets.billId, billIds));
    const parts = await tx
      .select()
      .from(offsetParts)
      .where(
        inArray(
          offsetParts.offsetId,
          granted.map((row) => row.id),
        ),
      );
    const partsOf = Map.groupBy(parts, (part) => part.offsetId);
    const earlier = await tx
      .select()
      .from(correctionLines)
      .where(and(inArray(correctionLines.billId, billIds), gt(correctionLines.sequence, 0)))
      .orderBy(asc(correctionLines.sequence));
    for (const line of some) {
      const last = earlier.filter((one) => one.billId === line.billId && one.sequence < line.sequence).at(-1);
      const offset = granted.find((row) => row.billId === line.billId);
      if (last) found.set(line.id, last);
      else if (offset) found.set(line.id, { ...offset, parts: partsOf.get(offset.id) ?? [] });
    }
  });
  return found;
}

/** A posted correction takes up, or gives back, what it changes for each fund and month, in its transaction. */
export async function commitCorrection(tx: Writer, correctionId: string, by: By): Promise<void> {
  const moves = [...(await differencesOf(tx, correctionId))].flatMap(([fund, months]) =>
    [...months].map(([month, amountFen]) => ({
      key: `commit:${correctionId}:${fund}:${month}`,
      kind: "committed" as const,
      fund,
      year: budgetYear(month),
      month,
      amountFen,
      correctionId,
    })),
  );
  await moveBudget(tx, moves, by);
}

export type CorrectionShare = { correctionId: string; fund: string; year: number; month: Month; fen: Fen };

/** What corrections have come to, by fund and month; all of them, or one. */
export async function correctionShares(db: Reader, correctionId?: string): Promise<CorrectionShare[]> {
  const { fund, year, month, amountFen } = budgetMoves;
  const rows = await db
    .select({ correctionId: budgetMoves.correctionId, fund, year, month, fen: sumFen(amountFen) })
    .from(budgetMoves)
    .where(
      and(
        eq(budgetMoves.kind, "committed"),
        correctionId === undefined ? gt(budgetMoves.correctionId, "") : eq(budgetMoves.correctionId, correctionId),
      ),
    )
    .groupBy(budgetMoves.correctionId, fund, year, month)
    .orderBy(asc(month));
  return rows.map((row) => ({ ...row, correctionId: row.correctionId ?? "" }));
}

/** A fund has settled a correction: what it took up is spent, what it gave back came back. */
export async function spendOnCorrection(
  tx: Writer,
  shares: readonly CorrectionShare[],
  on: Day,
  by: By,
): Promise<void> {
  const moves = shares.map(({ correctionId, fund, year, month, fen }) => ({
    key: `spend:${correctionId}:${fund}:${month}`,
    kind: "spent" as const,
    fund,
    year,
    month,
    amountFen: fen,
    on,
    correctionId,
  }));
  await moveBudget(tx, moves, by);
}
