import type { Day, Month } from "../days.ts";
import { invariant } from "../errors.ts";
import { assertFen, type Fen } from "../money.ts";
import { type Entry, leg, type Party, positive } from "./rules-entry.ts";

type Given = Party & { month: Month; effectiveOn: Day };

/** A deposit that was paid before these books were opened: it lies in the bank and is owed back. */
export function depositTakenOverEntry(given: Given & { amountFen: Fen }): Entry {
  const amountFen = positive(given.amountFen, "amountFen");
  return {
    key: `deposit-taken-over:${given.leaseId}:${given.personId}`,
    kind: "deposit-taken-over",
    month: given.month,
    effectiveOn: given.effectiveOn,
    reason: "deposit-taken-over",
    legs: [leg("bank", given, amountFen), leg("deposit-liability", given, -amountFen)],
  };
}

/** Who moves takes their deposit along: what was owed back under the old lease is owed under the new one (换房). */
export function depositMovedEntry(given: Given & { fromLeaseId: string; amountFen: Fen }): Entry {
  const amountFen = positive(given.amountFen, "amountFen");
  const before = { personId: given.personId, leaseId: given.fromLeaseId };
  return {
    key: `deposit-moved:${given.leaseId}:${given.personId}`,
    kind: "deposit-moved",
    month: given.month,
    effectiveOn: given.effectiveOn,
    reason: "deposit-moved",
    legs: [leg("deposit-liability", before, amountFen), leg("deposit-liability", given, -amountFen)],
  };
}

/** A lease has ended: what is kept of the deposit is income, the rest is its person's credit. */
export function depositReturnedEntry(given: Given & { heldFen: Fen; keptFen: Fen }): Entry {
  const heldFen = positive(given.heldFen, "heldFen");
  const keptFen = assertFen(given.keptFen, "keptFen");
  invariant(keptFen >= 0 && keptFen <= heldFen, `${keptFen} kept of a deposit of ${heldFen}`);
  return {
    key: `deposit-returned:${given.leaseId}:${given.personId}`,
    kind: "deposit-returned",
    month: given.month,
    effectiveOn: given.effectiveOn,
    reason: "deposit-returned",
    legs: [
      leg("deposit-liability", given, heldFen),
      leg("other-revenue", given, -keptFen),
      leg("tenant-credit", given, keptFen - heldFen),
    ].filter((one) => one.amountFen !== 0),
  };
}
