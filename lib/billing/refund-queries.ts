import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, ledgerDecisions, people, refunds, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import type { Fen } from "../money.ts";
import { availableCredit } from "./credit.ts";

export type CreditHolder = { personId: string; personName: string; room: string; availableFen: Fen };

/** Who has credit that nothing holds, the most first. */
export async function creditHolders(actor: Actor): Promise<CreditHolder[]> {
  authorize(actor, "refund.list");
  const db = await reader();
  const available = await availableCredit(db);
  const rows = new Map<string, { personName: string; room: string }>();
  await inChunks([...available.keys()], async (ids) => {
    const found = await db
      .select({ personId: people.id, personName: people.name, buildingNo: buildings.no, roomNo: units.roomNo })
      .from(people)
      .innerJoin(bills, eq(bills.personId, people.id))
      .innerJoin(leases, eq(leases.id, bills.leaseId))
      .innerJoin(units, eq(units.id, leases.unitId))
      .innerJoin(buildings, eq(buildings.id, units.buildingId))
      .where(inArray(people.id, ids))
      // The room they live in last stays.
      .orderBy(asc(bills.month));
    for (const { personId, personName, buildingNo, roomNo } of found) {
      rows.set(personId, { personName: personName ?? "", room: `${buildingNo}-${roomNo}` });
    }
  });
  return [...available]
    .map(([personId, sources]) => ({
      personId,
      ...(rows.get(personId) ?? { personName: "", room: "" }),
      availableFen: sources.reduce((sum, source) => sum + source.availableFen, 0),
    }))
    .sort((a, b) => b.availableFen - a.availableFen || (a.personId < b.personId ? -1 : 1));
}

export type RefundView = Awaited<ReturnType<typeof refundsFor>>[number];
const REFUNDS = 100;

/** The refunds, those that wait first, then the latest; with who proposed and who decided. */
export async function refundsFor(actor: Actor) {
  authorize(actor, "refund.list");
  const db = await reader();
  const waitsFirst = sql`case when ${ledgerDecisions.outcome} is null then 0 else 1 end`;
  const rows = await db
    .select({
      id: refunds.id,
      personName: people.name,
      amountFen: refunds.amountFen,
      reason: refunds.reason,
      madeBy: refunds.madeBy,
      madeAt: refunds.madeAt,
      maker: users.name,
      outcome: ledgerDecisions.outcome,
      releasedFen: ledgerDecisions.releasedFen,
      rejectedFor: ledgerDecisions.reason,
      decidedBy: ledgerDecisions.decidedBy,
      decidedAt: ledgerDecisions.decidedAt,
    })
    .from(refunds)
    .innerJoin(people, eq(people.id, refunds.personId))
    .leftJoin(users, eq(users.id, refunds.madeBy))
    .leftJoin(ledgerDecisions, eq(ledgerDecisions.proposalId, refunds.proposalId))
    .orderBy(asc(waitsFirst), desc(refunds.madeAt), desc(refunds.id))
    .limit(REFUNDS);
  return rows.map((row) => ({
    ...row,
    status:
      row.outcome === null ? ("waiting" as const) : row.outcome === "void" ? ("rejected" as const) : ("paid" as const),
    paidFen: row.outcome === "posted" ? row.amountFen - (row.releasedFen ?? 0) : 0,
  }));
}
