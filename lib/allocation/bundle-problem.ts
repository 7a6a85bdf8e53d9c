import { type Round, type RoundApplicant, rowsOf } from "./bundle.ts";
import type { ChoiceProblem } from "./choice-problem.ts";

const GENDERS = { female: 1, male: 2 } as const;
const genderOf = (gender: keyof typeof GENDERS | null | undefined): 0 | 1 | 2 => (gender ? GENDERS[gender] : 0);

/** A round in the columns that the engine reads; `order` are its rows, best first. */
export function problemOf({ applicants, categories }: Round, order: Uint32Array): ChoiceProblem {
  const bits = new Map<string, number>();
  for (const { reserves } of categories)
    for (const { class: name } of reserves ?? []) if (!bits.has(name)) bits.set(name, (1 << bits.size) >>> 0);
  const classesOf = ({ classes }: RoundApplicant) =>
    (classes ?? []).reduce((set, name) => set | (bits.get(name) ?? 0), 0);
  return {
    order,
    ...choicesOf(applicants, new Map(categories.map(({ id }, index) => [id, index]))),
    group: Uint16Array.from(applicants, ({ group }) => group ?? 1),
    classes: Uint32Array.from(applicants, classesOf),
    gender: Uint8Array.from(applicants, ({ gender }) => genderOf(gender)),
    maxRentFen: Float64Array.from(applicants, ({ maxRentFen }) => maxRentFen ?? Number.POSITIVE_INFINITY),
    anyOther: Uint8Array.from(applicants, ({ anyOther }) => (anyOther ? 1 : 0)),
    categories: categories.map((category) => ({
      places: category.places,
      rentFen: category.rentFen ?? null,
      reserves: (category.reserves ?? []).map(({ class: name, places }) => ({ classBit: bits.get(name) ?? 0, places })),
      minGroup: category.minGroup ?? 1,
      maxGroup: category.maxGroup ?? Number.MAX_SAFE_INTEGER,
      gender: genderOf(category.gender),
      priority: category.priority ? rowsOf(category.priority, applicants) : null,
    })),
  };
}

function choicesOf(applicants: readonly RoundApplicant[], indexOf: ReadonlyMap<string, number>) {
  const choiceStart = new Uint32Array(applicants.length + 1);
  for (const [row, { choices }] of applicants.entries())
    choiceStart[row + 1] = (choiceStart[row] ?? 0) + choices.length;
  const choiceCategory = new Uint32Array(choiceStart[applicants.length] ?? 0);
  let at = 0;
  for (const { choices } of applicants) for (const id of choices) choiceCategory[at++] = indexOf.get(id) ?? 0;
  return { choiceStart, choiceCategory };
}
