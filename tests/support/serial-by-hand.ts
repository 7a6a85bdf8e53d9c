// Serial dictatorship in its plainest words, by ids: what the engine must come to where no category has conditions.

export type Applicant = { id: string; choices: readonly string[]; anyOther?: boolean };
export type Category = { id: string; places: number };

/** Assignments in the given order, and a waiting list for each category, as a round's result has them. */
export function serialByHand(
  order: readonly string[],
  applicants: readonly Applicant[],
  categories: readonly Category[],
) {
  const left = new Map(categories.map(({ id, places }) => [id, places]));
  const waiting = new Map(categories.map(({ id }) => [id, [] as string[]]));
  const assignments = order.map((id) => {
    const none: Applicant = { id, choices: [] };
    const { choices, anyOther } = applicants.find((one) => one.id === id) ?? none;
    const others = anyOther ? [...left.keys()].filter((category) => !choices.includes(category)) : [];
    const wishes = [...choices, ...others];
    const category = wishes.find((wish) => (left.get(wish) ?? 0) > 0) ?? null;
    if (category !== null) left.set(category, (left.get(category) ?? 0) - 1);
    const place = category === null ? -1 : choices.indexOf(category);
    const better = category === null ? wishes : place < 0 ? choices : choices.slice(0, place);
    for (const wish of better) waiting.get(wish)?.push(id);
    return { id, category, choice: place < 0 ? null : place + 1 };
  });
  return { assignments, waiting: [...waiting].map(([category, ids]) => ({ category, ids })) };
}
