import { asc, eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, buildings, leases, offsetParts, offsets, people, roomTypes, settlements, units } from "#db/schema";
import type { Month } from "../days.ts";
import { type Told, unknownFacts } from "../subsidy/rules-facts.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { qualify } from "../subsidy/rules-values.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { planAt } from "../subsidy/versions.ts";
import type { Decided, MonthRow, Named } from "./rules-figures.ts";

/** Every bill of a month with room, tenant and decision, in the order of bill numbers: what all figures are sums of. */
export async function monthRows(db: Reader, month: Month): Promise<MonthRow[]> {
  const rows = await db
    .select({
      bill: bills,
      personName: people.name,
      roomNo: units.roomNo,
      building: { id: buildings.id, no: buildings.no, nameZh: buildings.nameZh, nameEn: buildings.nameEn },
      roomType: { id: roomTypes.id, nameZh: roomTypes.nameZh, nameEn: roomTypes.nameEn },
      offset: offsets,
      batch: { id: settlements.id, sequence: settlements.sequence, status: settlements.status },
    })
    .from(bills)
    .innerJoin(people, eq(people.id, bills.personId))
    .innerJoin(leases, eq(leases.id, bills.leaseId))
    .innerJoin(units, eq(units.id, leases.unitId))
    .innerJoin(buildings, eq(buildings.id, units.buildingId))
    .innerJoin(roomTypes, eq(roomTypes.id, units.roomTypeId))
    .leftJoin(offsets, eq(offsets.billId, bills.id))
    .leftJoin(settlements, eq(settlements.id, offsets.settlementId))
    .where(eq(bills.month, month))
    .orderBy(asc(bills.billNo));
  const partsOf = await partsByOffset(db, month);
  const schemes = await schemesByBatch(db, month);
  const classes = new Map<string, Class>();
  // Few kinds of people make up thousands of rows: each kind is put into its class once.
  const classOf = (batchId: string, facts: Told): Class => {
    const kind = JSON.stringify([batchId, facts]);
    const known = classes.get(kind);
    if (known !== undefined) return known;
    const found = firstClass(schemes.get(batchId) ?? [], facts);
    classes.set(kind, found);
    return found;
  };
  return rows.map(({ bill, personName, roomNo, building, roomType, offset, batch }) => ({
    billId: bill.id,
    billNo: bill.billNo,
    dueOn: bill.dueOn,
    personId: bill.personId,
    personName: personName ?? "",
    leaseId: bill.leaseId,
    roomType,
    building,
    roomNo,
    rentFen: bill.rentFen,
    otherFen: bill.otherFen,
    nettedFen: bill.offsetFen,
    paidFen: bill.paidFen,
    decision: offset && batch ? decided(offset, batch, partsOf.get(offset.id) ?? [], classOf) : null,
  }));
}

type Class = (Named & { id: string }) | null;
type Batch = { id: string; sequence: number; status: Decided["status"] };

function decided(
  offset: typeof offsets.$inferSelect,
  batch: Batch,
  parts: readonly { part: string; amountFen: number }[],
  classOf: (batchId: string, facts: Told) => Class,
): Decided {
  return {
    offsetId: offset.id,
    settlementId: batch.id,
    sequence: batch.sequence,
    status: batch.status,
    mode: offset.mode,
    eligible: offset.eligible,
    class: classOf(batch.id, offset.facts),
    subsidyFen: offset.subsidyFen,
    offsetFen: offset.offsetFen,
    surplusFen: offset.surplusFen,
    carriedFen: offset.carriedFen,
    parts: parts.map(({ part, amountFen }) => ({ part, amountFen })),
  };
}

/** The schemes that decided each batch of the month, in the order of its plan. */
async function schemesByBatch(db: Reader, month: Month): Promise<Map<string, Scheme[]>> {
  const batches = await db
    .select({ id: settlements.id, plan: settlements.plan, versions: settlements.versions })
    .from(settlements)
    .where(eq(settlements.month, month));
  const schemes = new Map<string, Scheme[]>();
  for (const { id, plan, versions } of batches) schemes.set(id, schemesOf(await planAt(db, plan, versions)));
  return schemes;
}

/** Every scheme by its id as it decided something in the month; of two versions the later batch's. */
export async function schemesOfMonth(db: Reader, month: Month): Promise<Scheme[]> {
  const all = [...(await schemesByBatch(db, month)).values()].flat();
  return [...new Map(all.map((scheme) => [scheme.id, scheme])).values()];
}

function firstClass(schemes: readonly Scheme[], told: Told): Class {
  const facts = { ...unknownFacts, ...told };
  for (const scheme of schemes) {
    const found = qualify(scheme, facts)?.schemeClass;
    if (found) return { id: found.id, nameZh: found.nameZh, nameEn: found.nameEn };
  }
  return null;
}

async function partsByOffset(db: Reader, month: Month) {
  const rows = await db
    .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.month, month));
  return Map.groupBy(rows, (row) => row.offsetId);
}
