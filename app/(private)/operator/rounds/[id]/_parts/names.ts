import { nameIn } from "#i18n/names";
import type { RoundType } from "#lib/rounds/queries";

/** A room type's name in the reader's language, its id when the round does not offer it. */
export const typeName = (types: readonly RoundType[], locale: string, id: string): string => {
  const type = types.find((one) => one.id === id);
  return type ? nameIn(locale, type) : id;
};

/** The address of a view of a round's page. */
export const viewHref = (roundId: string, view: string, query = "", page = 1): string => {
  const search = new URLSearchParams({ view, ...(query && { query }), ...(page > 1 && { page: String(page) }) });
  return `/operator/rounds/${roundId}?${search}`;
};
