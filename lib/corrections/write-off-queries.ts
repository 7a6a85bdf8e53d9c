import { asc, desc, eq, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, ledgerDecisions, people, units, users, writeOffs } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";

const WRITE_OFFS = 100;
export type WriteOffView = Awaited<ReturnType<typeof writeOffList>>[number];

/** The write-offs of bills, those that wait first, then the latest; with who proposed and who decided. */
export async function writeOffList(actor: Actor) {
  authorize(actor, "writeOff.list");
  const db = await reader();
  const waitsFirst = sql`case when ${ledgerDecisions.outcome} is null then 0 else 1 end`;
  const rows = await db
    .select({
      id: writeOffs.id,
      billId: writeOffs.billId,
      billNo: bills.billNo,
      month: bills.month,
      dueOn: bills.dueOn,
      leaseNo: leases.leaseNo,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      personName: people.name,
      amountFen: writeOffs.amountFen,
      leftFen: sql<number>`${bills.rentFen} + ${bills.otherFen} - ${bills.offsetFen} - ${bills.paidFen}`.mapWith(
        Number,
      ),
      reason: writeOffs.reason,
      madeBy: writeOffs.madeBy,
      madeAt: writeOffs.madeAt,
      maker: users.name,
      outcome: ledgerDecisions.outcome,
      rejectedFor: ledgerDecisions.reason,
      decidedAt: ledgerDecisions.decidedAt,
    })
    .from(writeOffs)
    .innerJoin(bills, eq(bills.id, writeOffs.billId))
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(users, eq(users.id, writeOffs.madeBy))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, writeOffs.proposalId))
    .orderBy(asc(waitsFirst), desc(writeOffs.madeAt), desc(writeOffs.id))
    .limit(WRITE_OFFS);
  return rows.map((row) => ({
    ...row,
    status:
      row.outcome === null
        ? ("waiting" as const)
        : row.outcome === "void"
          ? ("rejected" as const)
          : ("written" as const),
    mine: row.outcome === null && actor.role === "officer" && row.madeBy !== actor.userId,
  }));
}

/** What of a bill waits to be written off, for its page: how much somebody has proposed. */
export async function writeOffsOf(
  actor: Actor,
  billId: string,
): Promise<{ id: string; amountFen: number; waiting: boolean }[]> {
  authorize(actor, "writeOff.list");
  const rows = await (await reader())
    .select({ id: writeOffs.id, amountFen: writeOffs.amountFen, outcome: ledgerDecisions.outcome })
    .from(writeOffs)
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, writeOffs.proposalId))
    .where(eq(writeOffs.billId, billId))
    .orderBy(asc(writeOffs.id));
  return rows.flatMap(({ outcome, ...row }) => (outcome === "void" ? [] : [{ ...row, waiting: outcome === null }]));
}
