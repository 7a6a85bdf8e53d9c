import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import {
  bills,
  clawbackMoves,
  clawbacks,
  correctionLines,
  corrections,
  leases,
  ledgerDecisions,
  ledgerProposals,
  people,
} from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import type { Month } from "../days.ts";
import { NotFound } from "../errors.ts";
import type { Fen } from "../money.ts";
import { namesOf } from "../subsidy/signers.ts";
import { movedOf } from "./claims.ts";
import { openMonths } from "./open-month.ts";
import { type ClawbackStatus, restOf } from "./rules-clawback.ts";

const CLAWBACKS = 200;

/** The clawbacks: those without a plan first, then plans that wait, then those that run; `mine`: this officer can decide. */
export async function clawbackList(actor: Actor) {
  authorize(actor, "clawback.list");
  const db = await reader();
  const order = sql`case ${clawbacks.status} when 'claimed' then 0 when 'proposed' then 1 when 'running' then 2 else 3 end`;
  const rows = await db
    .select({ row: clawbacks, personName: people.name, leaseNo: leases.leaseNo, leaseStatus: leases.status })
    .from(clawbacks)
    .innerJoin(people, eq(people.id, clawbacks.personId))
    .innerJoin(leases, eq(leases.id, clawbacks.leaseId))
    .orderBy(asc(order), desc(clawbacks.clawbackNo))
    .limit(CLAWBACKS);
  const moved = await movedOf(
    db,
    rows.map(({ row }) => row.id),
  );
  return rows.map(({ row, personName, leaseNo, leaseStatus }) => ({
    ...row,
    personName: personName ?? "",
    leaseNo,
    left: leaseStatus === "ended",
    restFen: restOf({ amountFen: row.amountFen, movedFen: moved.get(row.id) ?? 0 }),
    mine: row.status === "proposed" && actor.role === "officer" && row.madeBy !== actor.userId,
  }));
}

export type ClawbackListed = Awaited<ReturnType<typeof clawbackList>>[number];

export type ClawbackView = Awaited<ReturnType<typeof clawbackFor>>;

/** One clawback: what it is for, month by month, its plan, what was taken back, and a write-off that waits. A talent sees their own. */
export async function clawbackFor(actor: Actor, id: string, now = new Date()) {
  const db = await reader();
  const [found] = await db
    .select({ row: clawbacks, personName: people.name, leaseNo: leases.leaseNo })
    .from(clawbacks)
    .innerJoin(people, eq(people.id, clawbacks.personId))
    .innerJoin(leases, eq(leases.id, clawbacks.leaseId))
    .where(eq(clawbacks.id, id));
  if (!found) throw new NotFound();
  const { row, personName, leaseNo } = found;
  authorize(actor, "clawback.view", { personId: row.personId });
  const moves = await db
    .select({ move: clawbackMoves, billNo: bills.billNo, billMonth: bills.month })
    .from(clawbackMoves)
    .leftJoin(bills, eq(bills.id, clawbackMoves.billId))
    .where(eq(clawbackMoves.clawbackId, id))
    .orderBy(asc(clawbackMoves.movedAt), asc(clawbackMoves.id));
  const movedFen = moves.reduce((sum, { move }) => sum + move.amountFen, 0);
  const names = await namesOf(db, [row.madeBy, row.decidedBy]);
  return {
    ...row,
    personName: personName ?? "",
    leaseNo,
    movedFen,
    restFen: restOf({ amountFen: row.amountFen, movedFen }),
    moves: moves.map(({ move, ...bill }) => ({ ...move, ...bill })),
    correction: await correctionOf(db, row),
    writeOff: await writeOffOf(db, row.proposalId),
    maker: names.get(row.madeBy) ?? "",
    decider: names.get(row.decidedBy ?? "") ?? null,
    mine: row.status === "proposed" && actor.role === "officer" && row.madeBy !== actor.userId,
    earliest: (await openMonths(db, now)).billMonth,
  };
}

/** The correction that claims it, and the months of this person in which it took support back. */
async function correctionOf(db: Reader, { correctionLineId, personId }: typeof clawbacks.$inferSelect) {
  if (correctionLineId === null) return null;
  const [correction] = await db
    .select({
      id: corrections.id,
      no: corrections.correctionNo,
      reason: corrections.reason,
      cause: corrections.cause,
      at: corrections.decidedAt,
    })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(eq(correctionLines.id, correctionLineId));
  if (!correction) return null;
  const lines = await db
    .select()
    .from(correctionLines)
    .where(and(eq(correctionLines.correctionId, correction.id), eq(correctionLines.personId, personId)))
    .orderBy(asc(correctionLines.month));
  const months = lines.map((line) => ({
    month: line.month,
    subsidyBeforeFen: line.subsidyBeforeFen,
    subsidyAfterFen: line.subsidyAfterFen,
    claimFen: (line.moved.claimFen ?? 0) - (line.moved.setOffFen ?? 0),
  }));
  return { ...correction, months };
}

/** A proposal to give up part of it that nobody has decided. */
async function writeOffOf(db: Reader, proposalId: string | null) {
  if (proposalId === null) return null;
  const [row] = await db
    .select({ proposal: ledgerProposals })
    .from(ledgerProposals)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, ledgerProposals.id))
    .where(and(eq(ledgerProposals.id, proposalId), isNull(ledgerDecisions.proposalId)));
  if (!row) return null;
  const { reason, madeBy, madeAt, legs } = row.proposal;
  const amountFen = legs.find((leg) => leg.account === "write-off")?.amountFen ?? 0;
  const maker = (await namesOf(db, [madeBy])).get(madeBy) ?? "";
  return { amountFen, reason, madeBy, madeAt, maker };
}

export type MyClawback = {
  id: string;
  clawbackNo: string;
  status: ClawbackStatus;
  restFen: Fen;
  amountFen: Fen;
  monthlyLimitFen: Fen;
  fromMonth: Month;
};

/** A talent's own clawbacks, those that are not settled first. */
export async function myClawbacks(actor: Actor): Promise<MyClawback[]> {
  authorize(actor, "clawback.view", { personId: actor.personId });
  const db = await reader();
  const rows = await db
    .select()
    .from(clawbacks)
    .where(eq(clawbacks.personId, actor.personId ?? ""))
    .orderBy(desc(clawbacks.clawbackNo));
  const moved = await movedOf(
    db,
    rows.map((row) => row.id),
  );
  const listed = rows.map(({ id, clawbackNo, status, amountFen, monthlyLimitFen, fromMonth }) => {
    const restFen = restOf({ amountFen, movedFen: moved.get(id) ?? 0 });
    return { id, clawbackNo, status, restFen, amountFen, monthlyLimitFen, fromMonth };
  });
  return [...listed.filter((one) => one.status !== "settled"), ...listed.filter((one) => one.status === "settled")];
}
