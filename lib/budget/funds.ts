import type { Reader } from "#db/client";
import { settlements } from "#db/schema";
import type { Month } from "../days.ts";
import { planInForce } from "../subsidy/in-force.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { planAt } from "../subsidy/versions.ts";

export type FundName = { id: string; nameZh: string; nameEn: string };

/** Every fund that bears, or has borne, a share of what the complex grants: those of the schemes in force first. */
export async function fundsKnown(db: Reader, month: Month): Promise<Map<string, FundName>> {
  const decided = await db.selectDistinct({ plan: settlements.plan, versions: settlements.versions }).from(settlements);
  const plans = [await planInForce(db, month)];
  for (const { plan, versions } of decided) plans.push(await planAt(db, plan, versions));
  const funds = new Map<string, FundName>();
  for (const scheme of plans.flatMap(schemesOf)) {
    for (const { id, nameZh, nameEn } of scheme.funders) if (!funds.has(id)) funds.set(id, { id, nameZh, nameEn });
  }
  return funds;
}
