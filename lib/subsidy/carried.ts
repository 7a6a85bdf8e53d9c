import { and, eq, inArray, ne } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { carriedMoves, offsets, settlements } from "#db/schema";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { type Balance, type Carried, stillStands } from "./rules-carried.ts";
import { namesIn, planNames } from "./rules-plan.ts";

type Db = Reader | Pick<Writer, "select">;

/** No more than this many people are asked for by their ids. */
const FEW = 800;

/** What stands for each of these people of surpluses that were carried, by scheme, as far as it is in the books. */
export async function carriedBalances(db: Db, personIds: readonly string[]): Promise<Map<string, Balance>> {
  const { personId, schemeId, amountFen } = carriedMoves;
  const rows = await db
    .select({ personId, schemeId, fen: sumFen(amountFen) })
    .from(carriedMoves)
    .where(personIds.length <= FEW ? inArray(personId, [...personIds]) : undefined)
    .groupBy(personId, schemeId);
  const balances = new Map<string, Record<string, number>>();
  for (const { personId: id, schemeId: scheme, fen } of rows) {
    if (fen !== 0) balances.set(id, { ...balances.get(id), [scheme]: fen });
  }
  return balances;
}

/** A line that is not in the books yet and would move something that is carried, or saw it. */
export type WaitingLine = { id: string; billId: string; personId: string; month: Month; carried: Carried };

export async function waitingLines(db: Db, personIds: readonly string[]): Promise<WaitingLine[]> {
  const { id, billId, personId, month, carried } = offsets;
  return db
    .select({ id, billId, personId, month, carried })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(
      and(
        inArray(settlements.status, ["draft", "checked"]),
        ne(carried, {}),
        personIds.length <= FEW ? inArray(personId, [...personIds]) : undefined,
      ),
    );
}

type Line = { id: string; personId: string; leaseId: string; month: Month; carried: Carried };

/**
 * Whether every line of a batch that is not in the books would still be decided as it was, as far as what is carried goes:
 * another month may have been posted since, or corrected.
 */
export async function carriedStands(
  db: Db,
  batch: { month: Month; plan: string },
  lines: readonly Line[],
): Promise<boolean> {
  const schemes = namesIn(planNames(batch.plan));
  const persons = [...new Set(lines.map((line) => line.personId))];
  const standing = await carriedBalances(db, persons);
  const waiting = (await waitingLines(db, persons)).filter((line) => line.month === batch.month);
  const waitingOf = Map.groupBy(waiting, (line) => line.personId);
  return lines.every((line) =>
    schemes.every((id) => {
      const others = (waitingOf.get(line.personId) ?? []).filter((one) => one.id !== line.id);
      const seen = (carried: Carried) => carried[id] ?? { beforeFen: 0, fen: 0 };
      const stands = standing.get(line.personId)?.[id] ?? 0;
      return stillStands(
        stands,
        seen(line.carried),
        others.map((one) => seen(one.carried)),
      );
    }),
  );
}

/** What approved lines keep for their people's next month, and what they use of what was kept. */
export const moveCarried = (tx: Writer, lines: readonly Line[], now: Date): Promise<void> =>
  writeCarried(
    tx,
    lines.map(({ id: offsetId, personId, leaseId, month, carried }) => {
      const amounts = Object.entries(carried).map(([schemeId, { fen }]) => [schemeId, fen] as const);
      return { personId, leaseId, month, amounts, offsetId, correctionLineId: null };
    }),
    now,
  );

/** What one line, of a batch or of a correction, adds by scheme to what stands, or below zero takes from it. */
type Moved = Pick<
  typeof carriedMoves.$inferInsert,
  "personId" | "leaseId" | "month" | "offsetId" | "correctionLineId"
> & { amounts: readonly (readonly [schemeId: string, fen: Fen])[] };

export async function writeCarried(tx: Writer, lines: readonly Moved[], now: Date): Promise<void> {
  const moves = lines.flatMap(({ amounts, ...line }) =>
    amounts.flatMap(([schemeId, amountFen]) =>
      amountFen === 0 ? [] : [{ ...line, id: newId(), schemeId, amountFen, movedAt: now }],
    ),
  );
  await inChunks(moves, (chunk) => tx.insert(carriedMoves).values(chunk));
}
