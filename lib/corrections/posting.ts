import { and, gt, inArray } from "drizzle-orm";
import type { Writer } from "#db/client";
import { bills, correctionLines, creditMoves } from "#db/schema";
import { payByCredit } from "../billing/credit.ts";
import { addLines } from "../billing/lines.ts";
import { commitCorrection } from "../budget/corrected.ts";
import { inChunks } from "../chunks.ts";
import { dayAt, type Month } from "../days.ts";
import { invariant } from "../errors.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { eventKey } from "../ledger/rules.ts";
import { followCorrection } from "../payouts/corrected.ts";
import { carriedBalances, writeCarried } from "../subsidy/carried.ts";
import { openClaims, takeClaims } from "./claims.ts";
import { payableOf } from "./payable.ts";
import { afterOf, beforeOf } from "./rules.ts";
import { type PersonSettled, type Settled, settlePerson } from "./rules-difference.ts";
import { correctionEntry, correctionKey } from "./rules-entries.ts";

export type LineRow = typeof correctionLines.$inferSelect;
export type Signed = {
  correctionId: string;
  reason: string;
  /** The open month that is booked in. */
  month: Month;
  /** The month of the next bill that is not due yet. */
  billMonth: Month;
  madeBy: string;
  approvedBy: string;
  now: Date;
};
export type Posted = { line: LineRow; settled: Settled };

/** What each person's lines come to, with what has been paid out, still claimed of them and carried. Reads only. */
export async function settleLines(
  tx: Pick<Writer, "select">,
  lines: readonly LineRow[],
): Promise<Map<string, PersonSettled>> {
  const payable = await payableOf(
    tx,
    lines.map((line) => line.billId),
  );
  const personIds = [...new Set(lines.map((line) => line.personId))];
  const claims = await openClaims(tx, personIds);
  const balances = await carriedBalances(tx, personIds);
  const settled = new Map<string, PersonSettled>();
  for (const [personId, its] of Map.groupBy(lines, (line) => line.personId)) {
    const differences = its.map((line) => {
      const { owedFen, sentFen } = payable.get(line.billId) ?? { owedFen: 0, sentFen: 0 };
      const [before, after] = [beforeOf(line), afterOf(line)];
      return { lineId: line.id, month: line.month, before, after, unpaidSurplusFen: Math.max(0, owedFen - sentFen) };
    });
    settled.set(personId, settlePerson(differences, claims.get(personId), balances.get(personId)));
  }
  return settled;
}

/**
 * Posts what the lines come to, in the caller's transaction: the entries, rent charged on open bills, credit that pays what
 * its people have open, claims. Each line becomes the latest of its bill.
 */
export async function postLines(tx: Writer, lines: readonly LineRow[], signed: Signed): Promise<Posted[]> {
  const persons = await settleLines(tx, lines);
  const settledOf = new Map([...persons.values()].flatMap(({ lines: its }) => its.map((one) => [one.lineId, one])));
  const posted = lines.map((line) => {
    const settled = settledOf.get(line.id);
    invariant(settled, `correction line ${line.id} was not settled`);
    return { line, settled };
  });
  await numberLines(tx, posted);
  await postDifferences(tx, posted, signed);
  await moveCarried(tx, posted, signed.now);
  await takeClaims(tx, persons, posted, signed);
  await commitCorrection(tx, signed.correctionId, {
    by: signed.madeBy,
    approvedBy: signed.approvedBy,
    now: signed.now,
  });
  await followCorrection(
    tx,
    posted.map(({ line, settled }) => ({ ...line, lineId: line.id, ...amountsOf(settled) })),
    { by: signed.approvedBy, now: signed.now },
  );
  if (posted.some(({ settled }) => settled.creditFen > 0 || settled.chargeFen > 0)) {
    await payByCredit(tx, { by: signed.approvedBy, now: signed.now, ...onlyOf(persons) });
  }
  return posted;
}

const amountsOf = ({ payoutFen, withheldFen }: Settled) => ({ payoutFen, withheldFen });

const onlyOf = (persons: ReadonlyMap<string, unknown>) =>
  persons.size === 1 ? { personId: [...persons.keys()][0] } : {};

/** A posted line is kept for ever; while it is a draft it can be written anew, many in a statement. */
async function numberLines(tx: Writer, posted: readonly Posted[]): Promise<void> {
  const latest = new Map<string, number>();
  await inChunks(
    posted.map(({ line }) => line.billId),
    async (ids) => {
      const rows = await tx
        .select({ billId: correctionLines.billId, sequence: correctionLines.sequence })
        .from(correctionLines)
        .where(and(inArray(correctionLines.billId, ids), gt(correctionLines.sequence, 0)));
      for (const { billId, sequence } of rows) latest.set(billId, Math.max(sequence, latest.get(billId) ?? 0));
    },
  );
  await inChunks(
    posted.map(({ line }) => line.id),
    (ids) => tx.delete(correctionLines).where(inArray(correctionLines.id, ids)),
  );
  const rows = posted.map(({ line, settled }) => {
    const { lineId: _line, rentFen: _rent, subsidyFen: _subsidy, carried: _carried, ...amounts } = settled;
    const moved = Object.fromEntries(Object.entries(amounts).filter(([, fen]) => fen !== 0));
    return { ...line, sequence: (latest.get(line.billId) ?? 0) + 1, moved };
  });
  await inChunks(rows, (chunk) => tx.insert(correctionLines).values(chunk));
}

async function postDifferences(tx: Writer, posted: readonly Posted[], signed: Signed): Promise<void> {
  const days = await daysOf(tx, posted);
  const rentKey = ({ line }: Posted) => eventKey("rent", line, line.month);
  const rents = await entryIds(tx, posted.map(rentKey));
  const entries = posted.flatMap(({ line, settled }) => {
    const { leaseId, personId } = line;
    const settlesId = rents.get(rentKey({ line, settled })) ?? null;
    const effectiveOn = days.get(line.billId)?.fromOn ?? `${line.month}-01`;
    const party = { leaseId, personId, month: signed.month, effectiveOn, reason: signed.reason, settlesId };
    return correctionEntry(party, settled) ?? [];
  });
  const by = { madeBy: signed.madeBy, approvedBy: signed.approvedBy, now: signed.now };
  await postEntries(tx, entries, by);
  const charges = posted.filter(({ settled }) => settled.chargeFen > 0);
  const given = charges.map(({ line, settled }) => ({
    key: correctionKey(line.id),
    leaseId: line.leaseId,
    personId: line.personId,
    month: signed.billMonth,
    kind: "correction" as const,
    amountFen: settled.chargeFen,
    contra: "rent-revenue" as const,
    fromOn: days.get(line.billId)?.fromOn ?? null,
    toOn: line.toOn,
    reason: signed.reason,
    detail: { month: line.month, rentBeforeFen: line.rentBeforeFen, rentAfterFen: line.rentAfterFen },
  }));
  await addLines(tx, given, { by: signed.madeBy, approvedBy: signed.approvedBy, now: signed.now });
  const credits = posted
    .filter(({ settled }) => settled.creditFen > 0)
    .map(({ line, settled }) => ({
      id: newId(),
      kind: "corrected" as const,
      personId: line.personId,
      leaseId: line.leaseId,
      amountFen: settled.creditFen,
      movedOn: dayAt(signed.now),
      movedAt: signed.now,
    }));
  await inChunks(credits, (chunk) => tx.insert(creditMoves).values(chunk));
}

/** What is kept for later months, or no more, by scheme. */
const moveCarried = (tx: Writer, posted: readonly Posted[], now: Date): Promise<void> =>
  writeCarried(
    tx,
    posted.map(({ line: { id, personId, leaseId, month }, settled }) => {
      return {
        personId,
        leaseId,
        month,
        amounts: Object.entries(settled.carried),
        offsetId: null,
        correctionLineId: id,
      };
    }),
    now,
  );

async function daysOf(tx: Writer, posted: readonly Posted[]): Promise<Map<string, { fromOn: string }>> {
  const found = new Map<string, { fromOn: string }>();
  await inChunks(
    posted.map(({ line }) => line.billId),
    async (ids) => {
      const rows = await tx.select({ id: bills.id, fromOn: bills.fromOn }).from(bills).where(inArray(bills.id, ids));
      for (const { id, fromOn } of rows) found.set(id, { fromOn });
    },
  );
  return found;
}
