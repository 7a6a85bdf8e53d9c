import { categoryNameIn } from "#i18n/names";
import type { CategoryRow } from "#lib/rounds/places";

/** A category's name in the reader's language, its id when the round does not have it. */
export const categoryName = (categories: readonly CategoryRow[], locale: string, id: string): string => {
  const category = categories.find((one) => one.id === id);
  return category ? categoryNameIn(locale, category) : id;
};

/** The address of a view of a round's page. */
export const viewHref = (roundId: string, view: string, query = "", page = 1): string => {
  const search = new URLSearchParams({ view, ...(query && { query }), ...(page > 1 && { page: String(page) }) });
  return `/operator/rounds/${roundId}?${search}`;
};
