import { type Decision, grant, type Problem, refuse, refuseFields } from "../errors.ts";
import { type Fen, splitFen } from "../money.ts";

/** What may be kept of a deposit: damage, cleaning, keys that are missing, or another reason. */
export const deductionKinds = ["damage", "cleaning", "keys", "other"] as const;
/** `row`: where it stands on a form. */
export type DeductionGiven = { kind: (typeof deductionKinds)[number]; amountFen: Fen; reason: string; row?: number };
/** What a person has in a deposit. */
export type Held = { personId: string; heldFen: Fen };

/** Each tenant's part of a lease's deposit, by the weights of the rent; the parts sum to it. */
export function depositShares(
  depositFen: Fen,
  tenants: readonly { personId: string; weight: number }[],
): { personId: string; shareFen: Fen }[] {
  if (depositFen === 0 || tenants.length === 0) return [];
  const shares = splitFen(
    depositFen,
    tenants.map(({ weight }) => weight),
  );
  return tenants.map(({ personId }, index) => ({ personId, shareFen: shares[index] ?? 0 }));
}

/**
 * `keptFen` of each person's deposit is kept, `backFen` is given back: together what is held. `damageFen` is what the
 * deductions come to above the deposit: it is charged.
 */
export type DepositPart = Held & { keptFen: Fen; backFen: Fen; damageFen: Fen };

/**
 * How a deposit is given back: what is deducted is borne by its people in the proportion of what each has in it. Refuses
 * `deposit-nothing-held` and, at `amount0`, `reason0` and so on, `deduction-amount-wrong` and `deduction-without-reason`.
 */
export function decideDepositReturn(
  held: readonly Held[],
  deductions: readonly DeductionGiven[],
): Decision<{ parts: DepositPart[]; depositFen: Fen; keptFen: Fen; backFen: Fen; damageFen: Fen }> {
  const depositFen = held.reduce((sum, one) => sum + one.heldFen, 0);
  if (depositFen <= 0) return refuse("deposit-nothing-held");
  const problems = deductions.flatMap(({ amountFen, reason, row }, index): Problem[] => {
    const at = row ?? index;
    if (!Number.isSafeInteger(amountFen) || amountFen <= 0)
      return [{ field: `amount${at}`, reason: "deduction-amount-wrong" }];
    return reason.trim() === "" ? [{ field: `reason${at}`, reason: "deduction-without-reason" }] : [];
  });
  if (problems.length > 0) return refuseFields(problems);
  const wantedFen = deductions.reduce((sum, one) => sum + one.amountFen, 0);
  const keptFen = Math.min(wantedFen, depositFen);
  const damageFen = wantedFen - keptFen;
  const weights = held.map((one) => one.heldFen);
  const [kept, damage] = [splitFen(keptFen, weights), splitFen(damageFen, weights)];
  const parts = held.map((one, index) => {
    const its = kept[index] ?? 0;
    return { ...one, keptFen: its, backFen: one.heldFen - its, damageFen: damage[index] ?? 0 };
  });
  return grant({ parts, depositFen, keptFen, backFen: depositFen - keptFen, damageFen });
}
