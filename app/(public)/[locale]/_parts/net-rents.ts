import { type Day, dayAt, monthOf } from "#lib/days";
import { invariant } from "#lib/errors";
import type { Fen } from "#lib/money";
import { netRentTable } from "#lib/subsidy/rules";
import { shownParts } from "#lib/subsidy/rules-plan";
import type { Scheme } from "#lib/subsidy/scheme";
import { readScheme } from "#seeds/schemes";
import type { ShownDegree } from "#ui/degree-switch";
import type { NetRent } from "#ui/net-rent-line";

/** The scheme of a complex, as it stands on a day in the city. */
export type SchemeNow = { scheme: Scheme; today: Day };
export const schemeNow = (name: string): SchemeNow => ({ scheme: readScheme(name), today: dayAt(new Date()) });

/**
 * What somebody of each degree pays of a rent when every condition is met. The first part of the scheme is the
 * living part (生活资助); whatever else it has counts towards the rent.
 */
export function netRents({ scheme, today }: SchemeNow, rentFen: Fen): (degree: ShownDegree) => NetRent {
  const table = netRentTable(scheme, rentFen, monthOf(today));
  invariant(table.ok, `scheme ${scheme.id} has no amounts for ${today}`);
  return (degree) => {
    const row = table.rows.find((candidate) => candidate.class === degree);
    return {
      rentFen,
      ...shownParts((row?.parts ?? []).map(({ part, grantedFen: fen }) => ({ part, fen }))),
      yoursFen: row?.dueFen ?? rentFen,
      surplusFen: row?.surplusFen ?? 0,
    };
  };
}
