import { type Day, dayAt, monthOf } from "#lib/days";
import { invariant } from "#lib/errors";
import type { Fen } from "#lib/money";
import { publicPlan } from "#lib/subsidy/in-force";
import { carriedIn } from "#lib/subsidy/rules-carried";
import { shownParts } from "#lib/subsidy/rules-plan";
import { netRentByPlan, type Plan } from "#lib/subsidy/rules-together";
import type { ShownDegree } from "#ui/degree-switch";
import type { NetRent } from "#ui/net-rent-line";

/** The schemes of the complex, as they stand on a day in the city. */
export type SchemesNow = { plan: Plan; today: Day };
export const schemesNow = async (): Promise<SchemesNow> => ({
  plan: await publicPlan(),
  today: dayAt(new Date()),
});

/** What somebody of each degree pays of a rent when every condition is met. */
export function netRents({ plan, today }: SchemesNow, rentFen: Fen): (degree: ShownDegree) => NetRent {
  return (degree) => {
    const net = netRentByPlan(plan, degree === "none" ? null : degree, rentFen, monthOf(today));
    invariant(net.ok, `the schemes of the complex have no amounts for ${today}`);
    return {
      rentFen,
      ...shownParts(net.parts.map(({ part, grantedFen: fen }) => ({ part, fen }))),
      yoursFen: net.dueFen,
      surplusFen: net.surplusFen,
      ...carriedIn(net),
    };
  };
}
