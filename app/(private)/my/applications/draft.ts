import { parseYuan, yuanText } from "#lib/money";

/** What is wished for, as it travels in the address; `max` is yuan as it was typed, empty for no limit. */
export type Draft = {
  /** category ids, best first */
  choices: string[];
  anyOther: boolean;
  floor: "any" | "high" | "low";
  max: string;
  stays: boolean;
};
export const EMPTY_DRAFT: Draft = { choices: [], anyOther: false, floor: "any", max: "", stays: false };

type Positions = readonly { id: string; position: number }[];

/** Two letters a choice, so that even a round of a thousand categories has room for some hundreds in an address. */
const LETTERS = 2;
const letters = (position: number): string => position.toString(36).padStart(LETTERS, "0");

/** The list of choices as the address has it: the categories' places in the round, which are fixed once it is announced. */
export const listText = (choices: readonly string[], categories: Positions): string =>
  choices
    .flatMap((id) => categories.find((category) => category.id === id) ?? [])
    .map(({ position }) => letters(position))
    .join("");

function readList(text: string, categories: Positions): string[] {
  const codes = text.match(/../g) ?? [];
  const ids = codes.flatMap((code) => categories.find(({ position }) => letters(position) === code)?.id ?? []);
  return [...new Set(ids)];
}

/** A draft travels in the address, so that going back, reloading or another tab lose nothing and mix nothing up. */
export function draftQuery(draft: Draft, categories: Positions, more: Record<string, string | undefined> = {}): string {
  const query = new URLSearchParams({ w: listText(draft.choices, categories) });
  if (draft.anyOther) query.set("any", "yes");
  if (draft.floor !== "any") query.set("floor", draft.floor);
  if (draft.max !== "") query.set("max", draft.max);
  if (draft.stays) query.set("stay", "yes");
  for (const [key, value] of Object.entries(more)) if (value) query.set(key, value);
  return query.toString();
}

/** The draft in a page's address, null where there is none; what it names is checked by the rules. */
export function readDraft(search: Record<string, string | undefined>, categories: Positions): Draft | null {
  if (search.w === undefined) return null;
  const { floor, max = "" } = search;
  return {
    choices: readList(search.w, categories),
    anyOther: search.any === "yes",
    floor: floor === "high" || floor === "low" ? floor : "any",
    max: parseYuan(max) === null ? "" : max.trim(),
    stays: search.stay === "yes",
  };
}

type Sent = {
  choices: readonly { id: string }[];
  terms: { anyOther: boolean; floorWish: "high" | "low" | null; maxNetRentFen: number | null; staysWaiting: boolean };
};

/** What was sent before, to be changed. */
export const draftOf = ({ choices, terms }: Sent): Draft => ({
  choices: choices.map(({ id }) => id),
  anyOther: terms.anyOther,
  floor: terms.floorWish ?? "any",
  max: terms.maxNetRentFen === null ? "" : yuanText(terms.maxNetRentFen),
  stays: terms.staysWaiting,
});

/** The draft as the commands take it. */
export const wishesOfDraft = (roundId: string, draft: Draft) => ({
  roundId,
  choices: draft.choices,
  anyOther: draft.anyOther,
  floorWish: draft.floor === "any" ? null : draft.floor,
  maxNetRentFen: parseYuan(draft.max),
  staysWaiting: draft.stays,
});

/** The fields of the form that sends the draft. */
export const draftFields = (roundId: string, draft: Draft): Record<string, string | undefined> => ({
  roundId,
  choices: draft.choices.join(","),
  anyOther: draft.anyOther ? "yes" : undefined,
  floor: draft.floor,
  maxNetRent: draft.max,
  stays: draft.stays ? "yes" : undefined,
});

/** The list with one choice put before or after its neighbour. */
export function moved(choices: readonly string[], id: string, by: -1 | 1): string[] {
  const at = choices.indexOf(id);
  const other = choices[at + by];
  return choices.map((choice) => (choice === id ? (other ?? id) : choice === other ? id : choice));
}
