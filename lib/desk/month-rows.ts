import { asc, eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { bills, buildings, leases, offsetParts, offsets, people, roomTypes, settlements, units } from "#db/schema";
import type { Month } from "../days.ts";
import { type Told, unknownFacts } from "../subsidy/rules-facts.ts";
import { qualify } from "../subsidy/rules-values.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import type { Decided, DecisionPart, MonthRow, Named } from "./rules-figures.ts";

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
      batch: { sequence: settlements.sequence, status: settlements.status, schemeId: settlements.schemeId },
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
  const classes = new Map<string, ReturnType<typeof classOf>>();
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
    decision: offset && batch ? decided(offset, batch, partsOf.get(offset.id) ?? [], classes) : null,
  }));
}

type Batch = { sequence: number; status: Decided["status"]; schemeId: string };

function decided(
  offset: typeof offsets.$inferSelect,
  batch: Batch,
  parts: { part: string; amountFen: number }[],
  known: Map<string, ReturnType<typeof classOf>>,
): Decided {
  const { facts } = offset;
  // Few kinds of people make up thousands of rows: each kind is put into its class once.
  const kind = JSON.stringify([batch.schemeId, facts.degree, facts.skill, facts.employerKind, facts.graduatedOn]);
  const itsClass = known.has(kind) ? (known.get(kind) ?? null) : classOf(batch.schemeId, facts);
  known.set(kind, itsClass);
  return {
    offsetId: offset.id,
    settlementId: offset.settlementId,
    sequence: batch.sequence,
    status: batch.status,
    mode: offset.mode,
    eligible: offset.eligible,
    class: itsClass,
    subsidyFen: offset.subsidyFen,
    offsetFen: offset.offsetFen,
    surplusFen: offset.surplusFen,
    parts: parts.map(({ part, amountFen }) => ({ ...partNamed(part, batch.schemeId), amountFen })),
  };
}

/** `scheme/part` apart; a bare name is a part of the batch's own scheme. */
export function partNamed(ref: string, schemeId: string): Omit<DecisionPart, "amountFen"> {
  const [scheme, part] = ref.split("/");
  return scheme && part ? { scheme, part } : { scheme: schemeId, part: ref };
}

function classOf(schemeId: string, facts: Told): (Named & { id: string }) | null {
  const found = qualify(schemeNamed(schemeId), { ...unknownFacts, ...facts })?.schemeClass;
  return found ? { id: found.id, nameZh: found.nameZh, nameEn: found.nameEn } : null;
}

async function partsByOffset(db: Reader, month: Month) {
  const rows = await db
    .select({ offsetId: offsetParts.offsetId, part: offsetParts.part, amountFen: offsetParts.amountFen })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.month, month));
  return Map.groupBy(rows, (row) => row.offsetId);
}
