type Gender = "female" | "male";

/** What a category asks of whoever lives there. */
export type Fitting = { gender: Gender | null; minGroup: number; maxGroup: number };
/** Who applies together; `gender` null for a group of both, or where it is not told. */
export type Party = { size: number; gender: Gender | null };

export type Misfit = { why: "gender" } | { why: "too-many"; most: number } | { why: "too-few"; least: number };

/** Why a category does not take those who apply, whatever their rank; null where it does. */
export function misfitOf({ gender, minGroup, maxGroup }: Fitting, party: Party): Misfit | null {
  if (party.size > maxGroup) return { why: "too-many", most: maxGroup };
  if (gender !== null && gender !== party.gender) return { why: "gender" };
  return party.size < minGroup ? { why: "too-few", least: minGroup } : null;
}

/**
 * Whether a category can never take somebody, whoever joins or leaves them before the round closes: beds of the other
 * gender, and rooms for more people than may apply together.
 */
export const neverFits = ({ gender, minGroup }: Fitting, leader: Gender | null, largestGroup: number): boolean =>
  (gender !== null && gender !== leader) || minGroup > largestGroup;
