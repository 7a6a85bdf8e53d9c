import { and, asc, count, desc, eq, inArray } from "drizzle-orm";
import { reader, transaction } from "#db/client";
import { buildings, findings, leases, leaseTenants, offsets, people, units, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { audit } from "../audit/commands.ts";
import { authorize } from "../authorize.ts";
import { inChunks } from "../chunks.ts";
import type { Month } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { countWhere } from "../sums.ts";

/** The months that found somebody, the latest first, each with how many and how many nobody has looked at. */
export async function findingMonths(actor: Actor) {
  authorize(actor, "finding.list");
  return (await reader())
    .select({ month: findings.month, people: count(), unseen: countWhere(eq(findings.state, "found")) })
    .from(findings)
    .groupBy(findings.month)
    .orderBy(desc(findings.month));
}

/** The findings of a month, those not seen first; with the person's room and decision. */
export async function findingsFor(actor: Actor, month: Month) {
  authorize(actor, "finding.list");
  const rows = await (await reader())
    .select({
      finding: findings,
      personName: people.name,
      offsetId: offsets.id,
      settlementId: offsets.settlementId,
      mode: offsets.mode,
      buildingNo: buildings.no,
      roomNo: units.roomNo,
      seenByName: users.name,
    })
    .from(findings)
    .innerJoin(people, eq(people.id, findings.personId))
    .innerJoin(offsets, and(eq(offsets.personId, findings.personId), eq(offsets.month, findings.month)))
    .innerJoin(leases, eq(leases.id, offsets.leaseId))
    .innerJoin(leaseTenants, and(eq(leaseTenants.leaseId, leases.id), eq(leaseTenants.personId, findings.personId)))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .leftJoin(users, eq(users.id, findings.seenBy))
    .where(eq(findings.month, month))
    .orderBy(asc(findings.state), asc(buildings.no), asc(units.roomNo), asc(people.id));
  // Somebody with two rooms in a month is found once.
  const once = new Map(rows.map((row) => [row.finding.personId, row]));
  return [...once.values()];
}
export type FindingRow = Awaited<ReturnType<typeof findingsFor>>[number];

/** An officer has looked at them. Those seen before stay as they were. */
export const seeFindings = (
  actor: Actor,
  month: Month,
  personIds: readonly string[],
  { now }: { now: Date },
): Promise<Decision<{ seen: number }>> =>
  transaction(async (tx) => {
    authorize(actor, "finding.see");
    let seen = 0;
    await inChunks(personIds, async (ids) => {
      const rows = await tx
        .update(findings)
        .set({ state: "seen", seenBy: actor.userId, seenAt: now })
        .where(and(eq(findings.month, month), eq(findings.state, "found"), inArray(findings.personId, ids)))
        .returning({ personId: findings.personId });
      seen += rows.length;
    });
    if (seen > 0) await audit(tx, actor, "finding.see", "month", month, now, { seen });
    return grant({ seen });
  });
