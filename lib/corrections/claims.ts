import { and, asc, eq, inArray, ne } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { clawbackMoves, clawbacks } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { nextNumbers } from "../counters.ts";
import { addMonths } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import type { Posted, Signed } from "./posting.ts";
import { clawbackNo, decideClaim, restOf } from "./rules-clawback.ts";
import type { OpenClaim, PersonSettled } from "./rules-difference.ts";

type Db = Reader | Pick<Writer, "select">;
export type ClawbackRow = typeof clawbacks.$inferSelect;
export type ClawbackMove = typeof clawbackMoves.$inferInsert;

/** What was billed, written off or cleared of each of these clawbacks. */
export async function movedOf(db: Db, clawbackIds: readonly string[]): Promise<Map<string, Fen>> {
  const sums = new Map<string, Fen>();
  await inChunks(clawbackIds, async (ids) => {
    const rows = await db
      .select({ id: clawbackMoves.clawbackId, fen: sumFen(clawbackMoves.amountFen) })
      .from(clawbackMoves)
      .where(inArray(clawbackMoves.clawbackId, ids))
      .groupBy(clawbackMoves.clawbackId);
    for (const { id, fen } of rows) sums.set(id, fen);
  });
  return sums;
}

/** What is still claimed of these people and stands on no bill, by person, oldest first. */
export async function openClaims(db: Db, personIds: readonly string[]): Promise<Map<string, OpenClaim[]>> {
  const rows: ClawbackRow[] = [];
  await inChunks(personIds, async (ids) => {
    const found = await db
      .select()
      .from(clawbacks)
      .where(and(inArray(clawbacks.personId, ids), ne(clawbacks.status, "settled")))
      .orderBy(asc(clawbacks.clawbackNo));
    rows.push(...found);
  });
  const moved = await movedOf(
    db,
    rows.map((row) => row.id),
  );
  const open = new Map<string, OpenClaim[]>();
  for (const { id, personId, amountFen } of rows) {
    const restFen = restOf({ amountFen, movedFen: moved.get(id) ?? 0 });
    open.set(personId, [...(open.get(personId) ?? []), { clawbackId: id, restFen }]);
  }
  return open;
}

/**
 * Keeps what a posted correction claims of each person, one claim a person, and clears earlier ones. Without a plan nothing
 * of a claim is billed: what the plan says until then (all of it, from the month after) is what the law would have.
 */
export async function takeClaims(
  tx: Writer,
  persons: ReadonlyMap<string, PersonSettled>,
  posted: readonly Posted[],
  { month, madeBy, now }: Signed,
): Promise<void> {
  const claiming = [...persons].filter(([, { claimFen }]) => claimFen > 0);
  const first = claiming.length > 0 ? await nextNumbers(tx, `clawback:${month}`, claiming.length) : 0;
  const lines = Map.groupBy(posted, ({ line }) => line.personId);
  const rows = claiming.map(([personId, { claimFen }], index): typeof clawbacks.$inferInsert => {
    const its = (lines.get(personId) ?? []).toSorted((a, b) => (a.line.month < b.line.month ? -1 : 1));
    const received = its.reduce((sum, { line, settled }) => sum + receivedFen(line) - keptBackFen(settled), 0);
    const [claim, last] = [its.find(({ settled }) => settled.claimFen > 0)?.line, its.at(-1)?.line];
    invariant(
      claim && last && decideClaim(claimFen, received).ok,
      `a claim of ${claimFen} on ${personId} has no ground`,
    );
    return {
      id: newId(),
      clawbackNo: clawbackNo(month, first + index),
      personId,
      leaseId: last.leaseId,
      correctionLineId: claim.id,
      amountFen: claimFen,
      monthlyLimitFen: claimFen,
      fromMonth: addMonths(month, 1),
      reason: "",
      status: "claimed",
      madeBy,
      madeAt: now,
    };
  });
  await inChunks(rows, (chunk) => tx.insert(clawbacks).values(chunk));
  const moves = [...persons.values()].flatMap(({ cleared }) =>
    cleared.map(({ clawbackId, amountFen }): ClawbackMove => {
      return { id: newId(), clawbackId, kind: "cleared", month, amountFen, billId: null, movedAt: now };
    }),
  );
  await writeMoves(tx, moves);
}

/** Netted, paid out or kept of a month, and what it uses now of other months that used it too. */
const receivedFen = (line: Posted["line"]): Fen => {
  const keptFen = Math.max(0, line.carriedBeforeFen, line.carriedBeforeFen - line.carriedAfterFen);
  return line.offsetBeforeFen + line.surplusBeforeFen + keptFen;
};
const keptBackFen = ({ withheldFen, unkeptFen }: Posted["settled"]): Fen => withheldFen + unkeptFen;

/** Writes moves and settles the clawbacks of which nothing is left. Gives the ids of those. */
export async function writeMoves(tx: Writer, moves: readonly ClawbackMove[]): Promise<string[]> {
  if (moves.length === 0) return [];
  await inChunks(moves, (chunk) => tx.insert(clawbackMoves).values(chunk));
  const ids = [...new Set(moves.map((move) => move.clawbackId))];
  const moved = await movedOf(tx, ids);
  const settled: string[] = [];
  await inChunks(ids, async (some) => {
    const rows = await tx.select().from(clawbacks).where(inArray(clawbacks.id, some));
    for (const { id, amountFen } of rows) {
      const restFen = restOf({ amountFen, movedFen: moved.get(id) ?? 0 });
      invariant(restFen >= 0, `clawback ${id} takes back more than was claimed`);
      if (restFen > 0) continue;
      await tx.update(clawbacks).set({ status: "settled" }).where(eq(clawbacks.id, id));
      settled.push(id);
    }
  });
  return settled;
}
