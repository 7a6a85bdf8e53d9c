import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { bills, creditMoves, ledgerDecisions, ledgerProposals, offsets, payments, refunds } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { dayAt } from "../days.ts";
import { newId } from "../ids.ts";
import { postEntries } from "../ledger/commands.ts";
import { entryIds } from "../ledger/entries.ts";
import { creditSetAsideEntry, creditUsedEntry, eventKey } from "../ledger/rules.ts";
import type { Fen } from "../money.ts";
import { sumFen } from "../sums.ts";
import { type CreditSource, spendCredit } from "./rules-credit.ts";

type Bill = typeof bills.$inferSelect;
type By = { by: string; now: Date };

/** What was paid on a bill: payments but for what was above it, and credit that paid it less what was set aside. */
export const paidOf = sql<Fen>`(
  (select coalesce(sum(${payments.amountFen} - ${payments.creditFen}), 0) from ${payments} where ${payments.billId} = ${bills.id})
  - (select coalesce(sum(${creditMoves.amountFen}), 0) from ${creditMoves} where ${creditMoves.billId} = ${bills.id})
)`;

/** Writes anew what was paid on these bills. */
export const setPaid = (tx: Writer, billIds: readonly string[]): Promise<void> =>
  inChunks([...new Set(billIds)], (ids) => tx.update(bills).set({ paidFen: paidOf }).where(inArray(bills.id, ids)));

/**
 * What each person can still use, by lease in the order it came in: credit less what refunds that wait hold.
 * Everybody's unless one person is named; nobody with nothing is in it.
 */
export async function availableCredit(db: Reader, personId?: string): Promise<Map<string, CreditSource[]>> {
  const rows = await db
    .select({
      personId: creditMoves.personId,
      leaseId: creditMoves.leaseId,
      fen: sumFen(creditMoves.amountFen),
    })
    .from(creditMoves)
    .where(personId === undefined ? undefined : eq(creditMoves.personId, personId))
    .groupBy(creditMoves.personId, creditMoves.leaseId)
    .orderBy(asc(creditMoves.personId), asc(sql`min(${creditMoves.id})`));
  const held = await heldCredit(db, personId);
  const available = new Map<string, CreditSource[]>();
  for (const { personId: person, leaseId, fen } of rows) {
    const availableFen = fen - (held.get(`${person} ${leaseId}`) ?? 0);
    if (availableFen > 0) available.set(person, [...(available.get(person) ?? []), { leaseId, availableFen }]);
  }
  return available;
}

/** What refunds that nobody has decided hold, by `person lease`. */
async function heldCredit(db: Reader, personId?: string): Promise<Map<string, Fen>> {
  const rows = await db
    .select({ personId: refunds.personId, legs: ledgerProposals.legs })
    .from(refunds)
    .innerJoin(ledgerProposals, eq(ledgerProposals.id, refunds.proposalId))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(
      and(isNull(ledgerDecisions.proposalId), personId === undefined ? undefined : eq(refunds.personId, personId)),
    );
  const held = new Map<string, Fen>();
  for (const { personId: person, legs } of rows) {
    for (const { account, leaseId, amountFen } of legs) {
      if (account !== "tenant-credit") continue;
      held.set(`${person} ${leaseId}`, (held.get(`${person} ${leaseId}`) ?? 0) + amountFen);
    }
  }
  return held;
}

/**
 * Bills that are paid above their rent, since support was netted after they were paid: what is above becomes the
 * person's credit. Everybody's unless one person is named.
 */
export async function setAsideOverpaid(tx: Writer, given: By & { personId?: string }): Promise<void> {
  const above = sql`${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen} < 0`;
  const over = await tx
    .select()
    .from(bills)
    .where(given.personId === undefined ? above : and(above, eq(bills.personId, given.personId)))
    .orderBy(asc(bills.billNo));
  const moves = over.map((bill) => ({
    bill,
    move: moveRow(
      "setAside",
      bill,
      bill.leaseId,
      bill.paidFen - (bill.rentFen + bill.otherFen - bill.offsetFen),
      given,
    ),
  }));
  await writeMoves(tx, moves, given);
}

/** Credit pays what its people have open, the oldest bill first; support that is decided counts as coming. */
export async function payByCredit(tx: Writer, given: By & { personId?: string }): Promise<void> {
  const available = await availableCredit(tx, given.personId);
  if (available.size === 0) return;
  const open = await openBills(tx, [...available.keys()]);
  const moves = [...available].flatMap(([personId, sources]) => {
    const its = open.filter(({ bill }) => bill.personId === personId);
    const uses = spendCredit(
      sources,
      its.map(({ bill, wantsFen }) => ({ billId: bill.id, wantsFen })),
    );
    return uses.flatMap(({ billId, fromLeaseId, amountFen }) => {
      const bill = its.find((one) => one.bill.id === billId)?.bill;
      return bill ? [{ bill, move: moveRow("used", bill, fromLeaseId, -amountFen, given) }] : [];
    });
  });
  await writeMoves(tx, moves, given);
}

/** The bills of these people with something left to pay, oldest first. */
export async function openBills(tx: Reader, personIds: readonly string[]): Promise<{ bill: Bill; wantsFen: Fen }[]> {
  const found: { bill: Bill; decidedFen: Fen | null }[] = [];
  await inChunks([...new Set(personIds)], async (ids) => {
    const rows = await tx
      .select({ bill: bills, decidedFen: offsets.offsetFen })
      .from(bills)
      .leftJoin(offsets, eq(offsets.billId, bills.id))
      .where(
        and(
          inArray(bills.personId, ids),
          sql`${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen} > 0`,
        ),
      )
      .orderBy(asc(bills.month), asc(bills.billNo));
    found.push(...rows);
  });
  return found
    .map(({ bill, decidedFen }) => ({
      bill,
      wantsFen: bill.rentFen + bill.otherFen - Math.max(bill.offsetFen, decidedFen ?? 0) - bill.paidFen,
    }))
    .filter(({ wantsFen }) => wantsFen > 0);
}

type Move = typeof creditMoves.$inferSelect;

const moveRow = (kind: "setAside" | "used", bill: Bill, leaseId: string, amountFen: Fen, { now }: By): Move => ({
  id: newId(),
  kind,
  personId: bill.personId,
  leaseId,
  amountFen,
  paymentId: null,
  billId: bill.id,
  refundId: null,
  movedOn: dayAt(now),
  movedAt: now,
});

async function writeMoves(tx: Writer, moves: readonly { bill: Bill; move: Move }[], { by, now }: By): Promise<void> {
  if (moves.length === 0) return;
  const rents = await entryIds(
    tx,
    moves.map(({ bill }) => eventKey("rent", bill, bill.month)),
  );
  await inChunks(moves, (chunk) => tx.insert(creditMoves).values(chunk.map(({ move }) => move)));
  const entries = moves.map(({ bill, move }) => {
    const said = {
      moveId: move.id,
      personId: bill.personId,
      leaseId: bill.leaseId,
      month: bill.month,
      movedOn: move.movedOn,
      amountFen: Math.abs(move.amountFen),
      settlesId: rents.get(eventKey("rent", bill, bill.month)) ?? null,
    };
    return move.kind === "used" ? creditUsedEntry({ ...said, fromLeaseId: move.leaseId }) : creditSetAsideEntry(said);
  });
  await postEntries(tx, entries, { madeBy: by, now });
  await setPaid(
    tx,
    moves.map(({ bill }) => bill.id),
  );
}
