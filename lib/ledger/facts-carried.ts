import { eq, gt, inArray } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import { carriedMoves, correctionLines, ledgerLegs, offsets, settlements } from "#db/schema";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { fact } from "./facts.ts";

/**
 * What people carry of surpluses is, by person, what the ledger keeps for them; nobody carries less than nothing of any
 * scheme; and each approved line and posted correction moved what it says.
 */
export async function carriedAgrees(db: Reader): Promise<HealthFact> {
  const moves = await db.select().from(carriedMoves);
  const standing = new Map<string, Fen>();
  const moved = new Map<string, Fen>();
  const owed = await keptByLedger(db);
  const wrong: string[] = [];
  for (const { personId, schemeId, amountFen, offsetId, correctionLineId } of moves) {
    add(standing, `${personId} ${schemeId}`, amountFen);
    add(moved, offsetId ?? correctionLineId ?? "", amountFen);
    add(owed, personId, -amountFen);
  }
  for (const [key, fen] of standing) if (fen < 0) wrong.push(key);
  for (const [personId, fen] of owed) if (fen !== 0) wrong.push(personId);
  for (const [id, fen] of await saidByLines(db)) add(moved, id, -fen);
  for (const [id, fen] of moved) if (fen !== 0) wrong.push(id);
  const people = [...standing.values()].filter((fen) => fen > 0).length;
  return fact("what is carried agrees with lines and ledger", wrong, `${people} people and schemes`);
}

const add = (sums: Map<string, Fen>, key: string, fen: Fen) => sums.set(key, (sums.get(key) ?? 0) + fen);

async function keptByLedger(db: Reader): Promise<Map<string, Fen>> {
  const legs = await db
    .select({ personId: ledgerLegs.personId, fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.account, "subsidy-carried"))
    .groupBy(ledgerLegs.personId);
  return new Map(legs.map((row) => [row.personId ?? "", -row.fen]));
}

/** What each line in the books says that it keeps, or uses. */
async function saidByLines(db: Reader): Promise<[string, Fen][]> {
  const decided = await db
    .select({ id: offsets.id, carriedFen: offsets.carriedFen })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(inArray(settlements.status, ["posted", "funded", "disbursed", "closed"]));
  const corrected = await db
    .select({ id: correctionLines.id, moved: correctionLines.moved })
    .from(correctionLines)
    .where(gt(correctionLines.sequence, 0));
  return [
    ...decided.map(({ id, carriedFen }): [string, Fen] => [id, carriedFen]),
    ...corrected.map(({ id, moved }): [string, Fen] => [id, (moved.keptFen ?? 0) - (moved.unkeptFen ?? 0)]),
  ];
}
