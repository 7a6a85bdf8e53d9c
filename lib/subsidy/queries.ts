import { count, desc, eq, gt, sql } from "drizzle-orm";
import { reader } from "#db/client";
import { bills, buildings, leases, offsetParts, offsets, people, settlements, units } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";
import { countWhere, sumFen } from "../sums.ts";
import { explain } from "./explanation.ts";
import { awaits, namesOf, signers } from "./signers.ts";
import { planAt } from "./versions.ts";

export { type LineFilter, type SettlementFilter, settlementFilters } from "./lines.ts";
export { settlementFor } from "./settlement.ts";

/** Every batch with its sums, the latest month first, and who made, checked and approved it. */
export async function settlementList(actor: Actor) {
  authorize(actor, "settlement.list");
  const db = await reader();
  const batches = await db.select().from(settlements).orderBy(desc(settlements.month), desc(settlements.sequence));
  const sums = await db
    .select({
      settlementId: offsets.settlementId,
      people: count(),
      granted: countWhere(gt(offsets.subsidyFen, 0)),
      subsidyFen: sumFen(offsets.subsidyFen),
      offsetFen: sumFen(offsets.offsetFen),
      surplusFen: sumFen(offsets.surplusFen),
      keptFen: sumFen(sql`case when ${offsets.carriedFen} > 0 then ${offsets.carriedFen} else 0 end`),
      drawnFen: sumFen(sql`case when ${offsets.carriedFen} < 0 then -${offsets.carriedFen} else 0 end`),
    })
    .from(offsets)
    .groupBy(offsets.settlementId);
  const sumsOf = new Map(sums.map((row) => [row.settlementId, row]));
  const names = await namesOf(
    db,
    batches.flatMap((row) => [row.madeBy, row.checkedBy, row.approvedBy]),
  );
  return batches.map((batch) => {
    const { settlementId: _, ...its } = sumsOf.get(batch.id) ?? { settlementId: "", ...nothing };
    return { ...batch, ...its, names: signers(batch, names), mine: awaits(batch, actor) };
  });
}

const nothing = { people: 0, granted: 0, subsidyFen: 0, offsetFen: 0, surplusFen: 0, keptFen: 0, drawnFen: 0 };
/** One resident's decision in a batch, with every condition, value, requirement and clause. */
export async function offsetFor(actor: Actor, offsetId: string) {
  authorize(actor, "settlement.view");
  const db = await reader();
  const [row] = await db
    .select({
      offset: offsets,
      batch: settlements,
      personName: people.name,
      billNo: bills.billNo,
      rentFen: bills.rentFen,
      paidFen: bills.paidFen,
      leaseNo: leases.leaseNo,
      registrationNo: leases.registrationNo,
      registeredOn: leases.registeredOn,
      roomNo: units.roomNo,
      buildingZh: buildings.nameZh,
      buildingEn: buildings.nameEn,
    })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .innerJoin(bills, eq(bills.id, offsets.billId))
    .innerJoin(people, eq(people.id, offsets.personId))
    .innerJoin(leases, eq(leases.id, offsets.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .where(eq(offsets.id, offsetId));
  if (!row) throw new NotFound();
  const { offset, batch, ...rest } = row;
  const parts = await db.select().from(offsetParts).where(eq(offsetParts.offsetId, offsetId));
  const history = await db
    .select({ id: offsets.id, month: offsets.month, subsidyFen: offsets.subsidyFen, status: settlements.status })
    .from(offsets)
    .innerJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(offsets.personId, offset.personId))
    .orderBy(desc(offsets.month));
  const plan = await planAt(db, batch.plan, batch.versions);
  const explained = explain(plan, { ...offset, rentFen: row.rentFen });
  return { ...offset, ...rest, batch, history, explained, granted: parts };
}
