import type { Search } from "../../draft.ts";

/** The part of an address that is searched by. */
export const searchOf = ({ building, type, floor, vacant, page }: Record<string, string | undefined>): Search => ({
  building,
  type,
  floor,
  vacant,
  page,
});
