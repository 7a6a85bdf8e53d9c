import { count, eq } from "drizzle-orm";
import type { Reader } from "#db/client";
import { offsetParts, offsets, type settlements } from "#db/schema";
import type { Fen } from "../money.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { planAt } from "../subsidy/versions.ts";
import { fundShares } from "./rules-shares.ts";

/** What each fund bears of a batch, in the order of the schemes; funds that bear nothing are not in it. */
export async function sharesOf(
  db: Reader,
  batch: Pick<typeof settlements.$inferSelect, "id" | "plan" | "versions">,
): Promise<Map<string, Fen>> {
  // People with equal amounts are split alike, so each amount is split once.
  const parts = await db
    .select({ part: offsetParts.part, amountFen: offsetParts.amountFen, lines: count() })
    .from(offsetParts)
    .innerJoin(offsets, eq(offsets.id, offsetParts.offsetId))
    .where(eq(offsets.settlementId, batch.id))
    .groupBy(offsetParts.part, offsetParts.amountFen);
  const schemes = schemesOf(await planAt(db, batch.plan, batch.versions));
  const shares = fundShares(schemes, parts);
  const order = [...new Set(schemes.flatMap((scheme) => scheme.funders.map((funder) => funder.id)))];
  return new Map(order.flatMap((fund) => (shares.has(fund) ? [[fund, shares.get(fund) ?? 0] as const] : [])));
}
