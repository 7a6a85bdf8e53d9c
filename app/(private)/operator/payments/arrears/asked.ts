import { arrearAges } from "#lib/billing/rules-arrears";

/** What an address asks of the arrears: page and file read it alike. */
export function askedArrears(search: Record<string, string | undefined>) {
  const building = Number(search.building);
  return {
    age: arrearAges.find((one) => one === search.age),
    building: search.building && Number.isInteger(building) ? building : undefined,
    q: search.q ?? "",
  };
}
