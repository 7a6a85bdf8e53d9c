import type { BillView } from "#lib/billing/queries";
import { drawnFen, keptFen } from "#lib/subsidy/rules-carried";
import { shownParts } from "#lib/subsidy/rules-plan";
import type { NetRent } from "#ui/net-rent-line";

/**
 * A bill as the equation rent − living − rent part = yours, before any payment: what is decided of the subsidy, be
 * it approved or still expected.
 */
export function netOfBill(bill: BillView): NetRent {
  const { subsidy } = bill;
  const offsetFen = subsidy?.offsetFen ?? 0;
  const direct = subsidy?.mode === "directOffset";
  return {
    rentFen: bill.rentFen,
    ...shownParts(direct ? subsidy.parts.map(({ part, grantedFen: fen }) => ({ part, fen })) : []),
    yoursFen: bill.rentFen - offsetFen,
    surplusFen: subsidy?.surplusFen ?? 0,
    keptFen: keptFen(subsidy?.carriedFen ?? 0),
    drawnFen: direct ? drawnFen(subsidy.carriedFen) : 0,
  };
}
