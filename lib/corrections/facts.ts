import { and, asc, eq, gt, inArray } from "drizzle-orm";
import type { HealthFact, Reader } from "#db/client";
import {
  billLines,
  bills,
  clawbackMoves,
  clawbacks,
  correctionLines,
  ledgerDecisions,
  ledgerEntries,
  ledgerLegs,
  offsets,
  settlements,
  writeOffs,
} from "#db/schema";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";

/** What must hold of corrections, clawbacks and write-offs, for the command line's doctor. */
export const correctionFacts = async (db: Reader): Promise<HealthFact[]> => [
  await effectiveAgrees(db),
  await clawbacksAgree(db),
  await writeOffsAgree(db),
];

const fact = (name: string, wrong: readonly string[], right: string): HealthFact => ({
  name,
  ok: wrong.length === 0,
  detail: wrong.length === 0 ? right : `${wrong.length} differ, first ${wrong.slice(0, 3).join(", ")}`,
});

type Effective = { personId: string; rentFen: Fen; subsidyFen: Fen };

/**
 * What stands of each bill (its posted offset, or its latest posted correction) is, by person, the rent that the books have as
 * revenue and the support that public finance owes; and each correction begins where the one before it ended.
 */
async function effectiveAgrees(db: Reader): Promise<HealthFact> {
  const rows = await db
    .select({
      id: bills.id,
      personId: bills.personId,
      rentFen: bills.rentFen,
      subsidyFen: offsets.subsidyFen,
      status: settlements.status,
    })
    .from(bills)
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId));
  const stands = new Map<string, Effective>();
  for (const { id, personId, rentFen, subsidyFen, status } of rows) {
    const posted = status !== null && status !== "draft" && status !== "checked";
    stands.set(id, { personId, rentFen, subsidyFen: posted ? (subsidyFen ?? 0) : 0 });
  }
  const wrong: string[] = [];
  const lines = await db
    .select()
    .from(correctionLines)
    .where(gt(correctionLines.sequence, 0))
    .orderBy(asc(correctionLines.billId), asc(correctionLines.sequence));
  for (const line of lines) {
    const stood = stands.get(line.billId);
    if (stood?.rentFen !== line.rentBeforeFen || stood.subsidyFen !== line.subsidyBeforeFen) wrong.push(line.id);
    stands.set(line.billId, { personId: line.personId, rentFen: line.rentAfterFen, subsidyFen: line.subsidyAfterFen });
  }
  const rent = await byPerson(db, "rent-revenue");
  const support = await byPerson(db, "public-finance-receivable", ["offset", "correction"]);
  for (const { personId, rentFen, subsidyFen } of stands.values()) {
    rent.set(personId, (rent.get(personId) ?? 0) + rentFen);
    support.set(personId, (support.get(personId) ?? 0) - subsidyFen);
  }
  for (const sums of [rent, support]) for (const [personId, fen] of sums) if (fen !== 0) wrong.push(personId);
  return fact(
    "what stands of each bill agrees with the ledger",
    wrong,
    `${rows.length} bills, ${lines.length} corrected`,
  );
}

async function byPerson(
  db: Reader,
  account: "rent-revenue" | "public-finance-receivable" | "clawback-receivable",
  kinds?: string[],
) {
  const rows = await db
    .select({ personId: ledgerLegs.personId, fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .innerJoin(ledgerEntries, eq(ledgerEntries.id, ledgerLegs.entryId))
    .where(and(eq(ledgerLegs.account, account), kinds ? inArray(ledgerEntries.kind, kinds) : undefined))
    .groupBy(ledgerLegs.personId);
  return new Map(rows.map((row) => [row.personId ?? "", row.fen]));
}

/** By person, what clawbacks have still to bill is what the ledger claims; one is settled when nothing is left, and only then. */
async function clawbacksAgree(db: Reader): Promise<HealthFact> {
  const rows = await db.select().from(clawbacks);
  const moves = await db
    .select({ id: clawbackMoves.clawbackId, fen: sumFen(clawbackMoves.amountFen) })
    .from(clawbackMoves)
    .groupBy(clawbackMoves.clawbackId);
  const moved = new Map(moves.map((row) => [row.id, row.fen]));
  const claimed = await byPerson(db, "clawback-receivable");
  const wrong: string[] = [];
  for (const { id, personId, amountFen, status } of rows) {
    const restFen = amountFen - (moved.get(id) ?? 0);
    if (restFen < 0 || (restFen === 0) !== (status === "settled")) wrong.push(id);
    claimed.set(personId, (claimed.get(personId) ?? 0) - restFen);
  }
  for (const [personId, fen] of claimed) if (fen !== 0) wrong.push(personId);
  return fact("clawbacks agree with the ledger", wrong, `${rows.length} clawbacks`);
}

/** What was written off with two signatures stands on its bill or in its clawback, and the books hold the same sum. */
async function writeOffsAgree(db: Reader): Promise<HealthFact> {
  const rows = await db
    .select({ id: writeOffs.id, billId: writeOffs.billId, amountFen: writeOffs.amountFen })
    .from(writeOffs)
    .innerJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, writeOffs.proposalId))
    .where(eq(ledgerDecisions.outcome, "posted"));
  const lines = await db.select().from(billLines).where(eq(billLines.kind, "writeOff"));
  const lineOf = new Map(lines.map((line) => [line.key, line]));
  const wrong = rows
    .filter(({ id, billId, amountFen }) => {
      const line = lineOf.get(`write-off:${id}`);
      return line?.billId !== billId || line.amountFen !== -amountFen;
    })
    .map((row) => row.id);
  const [given] = await db
    .select({ fen: sumFen(clawbackMoves.amountFen) })
    .from(clawbackMoves)
    .where(eq(clawbackMoves.kind, "writtenOff"));
  const [booked] = await db
    .select({ fen: sumFen(ledgerLegs.amountFen) })
    .from(ledgerLegs)
    .where(eq(ledgerLegs.account, "write-off"));
  const onBills = lines.reduce((sum, line) => sum - line.amountFen, 0);
  const said = onBills + (given?.fen ?? 0);
  const found = lines.length === rows.length && said === booked?.fen ? wrong : [...wrong, `${said} fen written off`];
  return fact("write-offs agree with bills and ledger", found, `${said} fen`);
}
