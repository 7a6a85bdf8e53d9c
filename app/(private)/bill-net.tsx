import type { BillView } from "#lib/billing/queries";
import type { NetRent } from "#ui/net-rent-line";

/**
 * A bill as the equation rent − living − rent part = yours, before any payment: what is decided of the subsidy, be
 * it approved or still expected.
 */
export function netOfBill(bill: BillView): NetRent {
  const { subsidy } = bill;
  const granted = (part: string) => subsidy?.parts.find((one) => one.part === part)?.grantedFen ?? 0;
  const offsetFen = subsidy?.offsetFen ?? 0;
  const direct = subsidy?.mode === "directOffset";
  return {
    rentFen: bill.rentFen,
    livingFen: direct ? granted("living") : 0,
    rentPartFen: direct ? granted("rent") : 0,
    yoursFen: bill.rentFen - offsetFen,
    surplusFen: subsidy?.surplusFen ?? 0,
  };
}
