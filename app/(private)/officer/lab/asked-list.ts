import { standings } from "#lib/lab/people";

/** What an address asks of the list of people: whom, which page, a name or room. */
export const askedList = (search: Record<string, string | undefined>) => ({
  who: standings.find((one) => one === search.who) ?? ("gains" as const),
  q: search.q ?? "",
  page: Number(search.page) || 1,
});
