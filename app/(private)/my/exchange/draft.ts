import { placesOfText, placesText } from "#lib/exchange/forms";
import { MOST_CHOICES } from "#lib/exchange/rules";

/** A list that is being made travels in the address, so that it works without scripts and two tabs mix nothing up. */
export type Draft = { places: string[]; max: string };
/** What is searched for beside it. */
export type Search = { building?: string; type?: string; floor?: string; vacant?: string; page?: string };

export const readDraft = (search: Record<string, string | undefined>): Draft | null =>
  search.places === undefined
    ? null
    : {
        places: [...new Set(placesOfText(search.places))].slice(0, MOST_CHOICES),
        max: (search.max ?? "").trim().slice(0, 12),
      };

export function chooseHref(roundId: string, { places, max }: Draft, search: Search = {}): string {
  const told = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const query = new URLSearchParams([["places", placesText(places)], ...(max ? [["max", max]] : []), ...told]);
  return `/my/exchange/${roundId}/choose?${query}`;
}

export const checkHref = (roundId: string, { places, max }: Draft): string =>
  `/my/exchange/${roundId}/check?${new URLSearchParams([["places", placesText(places)], ...(max ? [["max", max]] : [])])}`;
