import { and, eq, gt, isNull, max } from "drizzle-orm";
import type { Reader } from "#db/client";
import { leases, offsetParts, offsets, settlements } from "#db/schema";
import type { Month } from "../days.ts";
import { monthsLeftAfter } from "../subsidy/rules-left.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { planAt } from "../subsidy/versions.ts";
import type { Carried } from "./rules-forecast.ts";
import { fundShares, type GrantedPart } from "./rules-shares.ts";

/** What the latest decided month would go on to cost: its lines by part, amount and months left, leavers left out. */
export async function carriedOn(db: Reader): Promise<{ latest: Month | null; carried: Carried[] }> {
  const [row] = await db
    .select({ latest: max(offsets.month) })
    .from(offsets)
    .where(gt(offsets.subsidyFen, 0));
  const latest = row?.latest ?? null;
  if (latest === null) return { latest, carried: [] };
  const batches = await db.select().from(settlements).where(eq(settlements.month, latest));
  const carried: Carried[] = [];
  for (const batch of batches) {
    const lines = await db
      .select({
        part: offsetParts.part,
        amountFen: offsetParts.amountFen,
        facts: offsets.facts,
        monthsUsed: offsets.monthsUsed,
      })
      .from(offsetParts)
      .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
      .innerJoin(leases, eq(leases.id, offsets.leaseId))
      .where(and(eq(offsets.settlementId, batch.id), isNull(leases.endedOn)));
    const schemes = schemesOf(await planAt(db, batch.plan, batch.versions));
    const schemeOf = new Map(schemes.map((scheme) => [scheme.id, scheme]));
    const alike = new Map<string, GrantedPart & { left: number | null }>();
    for (const { part, amountFen, facts, monthsUsed } of lines) {
      const [schemeId = "", partId = ""] = part.split("/");
      const scheme = schemeOf.get(schemeId);
      if (!scheme) continue;
      const left = monthsLeftAfter(scheme, partId, { month: latest, facts, monthsUsed });
      const name = `${part} ${amountFen} ${left}`;
      const its = alike.get(name) ?? { part, amountFen, lines: 0, left };
      its.lines += 1;
      alike.set(name, its);
    }
    for (const one of alike.values()) carried.push({ shares: fundShares(schemes, [one]), left: one.left });
  }
  return { latest, carried };
}
