import { and, asc, eq, inArray, isNull, lte } from "drizzle-orm";
import type { Writer } from "#db/client";
import { leases, leaseTenants, meterCharges, meterReadings, meters } from "#db/schema";
import { addLines, type LineGiven } from "../billing/lines.ts";
import { inChunks } from "../chunks.ts";
import { addDays, type Day, type Month } from "../days.ts";
import { type Decision, grant } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Fen } from "../money.ts";
import type { Db } from "./record.ts";
import { type Stay, shareUse, type UseShare } from "./rules-sharing.ts";
import { costOfUse, type MeterKind, type Tariff, usedText } from "./rules-tariff.ts";
import { currentTariffs } from "./tariffs.ts";

/** What a meter showed at the end of two days, of which the use between is not charged yet. */
export type UseSpan = {
  meterId: string;
  unitId: string;
  kind: MeterKind;
  serialNo: string;
  from: { id: string; readOn: Day; valueHundredths: number };
  to: { id: string; readOn: Day; valueHundredths: number };
};
export type UseCharge = {
  span: UseSpan;
  usedHundredths: number;
  amountFen: Fen;
  worked: string;
  days: number;
  shares: UseShare[];
  unlivedFen: Fen;
};

/**
 * The uses up to a day that are not charged yet, of one unit or of all, meter by meter in the order of days. A meter's
 * readings are a chain: that up to which it was charged is the last that begins no charged use, and all others of these follow it.
 */
export async function openUses(db: Db, { upTo, unitId }: { upTo: Day; unitId?: string }): Promise<UseSpan[]> {
  const rows = await db
    .select({
      meterId: meters.id,
      unitId: meters.unitId,
      kind: meters.kind,
      serialNo: meters.serialNo,
      id: meterReadings.id,
      readOn: meterReadings.readOn,
      valueHundredths: meterReadings.valueHundredths,
    })
    .from(meterReadings)
    .innerJoin(meters, eq(meters.id, meterReadings.meterId))
    .leftJoin(meterCharges, eq(meterCharges.fromReadingId, meterReadings.id))
    .where(
      and(
        isNull(meterCharges.id),
        lte(meterReadings.readOn, upTo),
        unitId === undefined ? undefined : eq(meters.unitId, unitId),
      ),
    )
    .orderBy(asc(meters.unitId), asc(meters.kind), asc(meters.serialNo), asc(meterReadings.readOn));
  return rows.flatMap((row, index) => {
    const next = rows[index + 1];
    if (next?.meterId !== row.meterId) return [];
    const { meterId, unitId: its, kind, serialNo } = row;
    return [{ meterId, unitId: its, kind, serialNo, from: pick(row), to: pick(next) }];
  });
}

const pick = ({ id, readOn, valueHundredths }: UseSpan["from"]) => ({ id, readOn, valueHundredths });

/** What each use costs and who bears it. Refuses `tariff-no-value`. Reads only. */
export async function workOut(
  db: Db,
  spans: readonly UseSpan[],
  tariffs: readonly Tariff[] = currentTariffs(),
): Promise<Decision<{ charges: UseCharge[] }>> {
  const stays = await staysIn(db, [...new Set(spans.map((span) => span.unitId))]);
  const charges: UseCharge[] = [];
  for (const span of spans) {
    const usedHundredths = span.to.valueHundredths - span.from.valueHundredths;
    // A reading is what a meter showed at the end of its day: use begins on the day after.
    const days = { fromOn: addDays(span.from.readOn, 1), toOn: span.to.readOn };
    const cost = costOfUse(tariffs, span.kind, { usedHundredths, ...days });
    if (!cost.ok) return cost;
    const { amountFen, worked } = cost;
    charges.push({
      span,
      usedHundredths,
      amountFen,
      worked,
      ...shareUse(amountFen, days, stays.get(span.unitId) ?? []),
    });
  }
  return grant({ charges });
}

/** Who lived in these units by which lease: from the day they moved in, to the day they left. */
async function staysIn(db: Db, unitIds: readonly string[]): Promise<Map<string, Stay[]>> {
  const stays = new Map<string, Stay[]>();
  await inChunks(unitIds, async (ids) => {
    const rows = await db
      .select({ lease: leases, personId: leaseTenants.personId, weight: leaseTenants.weight })
      .from(leases)
      .innerJoin(leaseTenants, eq(leaseTenants.leaseId, leases.id))
      .where(and(inArray(leases.unitId, ids), inArray(leases.status, ["active", "ended"])))
      .orderBy(asc(leases.startsOn), asc(leases.id), asc(leaseTenants.personId));
    for (const its of Map.groupBy(rows, (row) => row.lease.id).values()) {
      const lease = its[0]?.lease;
      if (!lease) continue;
      const tenants = its.map(({ personId, weight }) => ({ personId, weight }));
      const stay = { leaseId: lease.id, startsOn: lease.startsOn, lastOn: lease.endedOn, tenants };
      stays.set(lease.unitId, [...(stays.get(lease.unitId) ?? []), stay]);
    }
  });
  return stays;
}

/** Charges these uses on the bills of a month, each once, in the caller's transaction. */
export async function chargeUses(
  tx: Writer,
  charges: readonly UseCharge[],
  { month, by, now }: { month: Month; by: string; now: Date },
): Promise<void> {
  const rows = charges.map(({ span, usedHundredths, amountFen, unlivedFen }) => ({
    id: newId(),
    meterId: span.meterId,
    fromReadingId: span.from.id,
    toReadingId: span.to.id,
    usedHundredths,
    amountFen,
    unlivedFen,
    madeBy: by,
    madeAt: now,
  }));
  await inChunks(rows, (chunk) => tx.insert(meterCharges).values(chunk));
  await addLines(
    tx,
    charges.flatMap((charge) => linesOf(charge, month)),
    { by, now },
  );
}

function linesOf({ span, usedHundredths, amountFen, worked, days, shares }: UseCharge, month: Month): LineGiven[] {
  const people = new Set(shares.map(({ leaseId, personId }) => `${leaseId} ${personId}`)).size;
  return shares
    .filter((share) => share.amountFen !== 0)
    .map((share) => ({
      key: `meter:${span.to.id}:${share.leaseId}:${share.personId}`,
      leaseId: share.leaseId,
      personId: share.personId,
      month,
      kind: span.kind,
      amountFen: share.amountFen,
      contra: "utility-revenue",
      fromOn: addDays(span.from.readOn, 1),
      toOn: span.to.readOn,
      detail: {
        serialNo: span.serialNo,
        from: usedText(span.from.valueHundredths),
        to: usedText(span.to.valueHundredths),
        used: usedText(usedHundredths),
        worked,
        wholeFen: amountFen,
        people,
        days: share.days,
        ofDays: days,
      },
    }));
}
