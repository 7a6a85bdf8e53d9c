import type { WishableCategory } from "#lib/applications/queries";
import { type Draft, draftQuery, moved } from "../../draft.ts";
import type { Ready } from "./ready.tsx";

/** Categories that differ in nothing but the building: one room type, whole or by the bed for one gender. */
export type Kind = { id: string; first: WishableCategory; categories: WishableCategory[] };

export type WishPage = {
  draft: Draft;
  party: Ready["party"];
  categories: readonly WishableCategory[];
  /** what the filters let through and may be wished for, by kind in the round's order; then what never fits */
  kinds: Kind[];
  never: Kind[];
  filter: { building: string | undefined; type: string | undefined };
  hrefs: {
    add: (category: WishableCategory) => string;
    addAll: (kind: Kind) => string;
    remove: (id: string) => string;
    move: (id: string, by: -1 | 1) => string;
    filter: (filter: { building?: string | undefined; type?: string | undefined }) => string;
  };
};

export const kindOf = ({ roomTypeId, byBed, gender }: WishableCategory): string =>
  byBed ? `${roomTypeId}-${gender}` : roomTypeId;

function kindsOf(categories: readonly WishableCategory[]): Kind[] {
  return [...Map.groupBy(categories, kindOf)].flatMap(([id, all]) => {
    const [first] = all;
    return first ? [{ id, first, categories: all }] : [];
  });
}

/** The list of wishes and what can be added to it, with a link for each change: the page works without scripts. */
export function wishPage(
  base: string,
  { categories, draft, party }: Ready,
  search: Record<string, string | undefined>,
): WishPage {
  const building = categories.some(({ buildingId }) => buildingId === search.b) ? search.b : undefined;
  const type = categories.some((category) => kindOf(category) === search.t) ? search.t : undefined;
  const through = categories.filter(
    (category) => (!building || category.buildingId === building) && (!type || kindOf(category) === type),
  );
  const href = (choices: string[], anchor: string, filter = { b: building, t: type }) =>
    `${base}?${draftQuery({ ...draft, choices }, categories, filter)}#${anchor}`;
  return {
    draft,
    party,
    categories,
    kinds: kindsOf(through.filter(({ never }) => !never)),
    never: kindsOf(through.filter((category) => category.never)),
    filter: { building, type },
    hrefs: {
      add: ({ id }) => href([...draft.choices, id], `c-${id}`),
      addAll: (kind) => href([...draft.choices, ...missingOf(kind, draft)], `k-${kind.id}`),
      remove: (id) =>
        href(
          draft.choices.filter((choice) => choice !== id),
          "mine",
        ),
      move: (id, by) => href(moved(draft.choices, id, by), "mine"),
      filter: (filter) => href(draft.choices, "offered", { b: filter.building, t: filter.type }),
    },
  };
}

/** What of a kind takes these people and is not in the list yet. */
export const missingOf = ({ categories }: Kind, draft: Draft): string[] =>
  categories.filter(({ id, misfit }) => misfit === null && !draft.choices.includes(id)).map(({ id }) => id);
