import { monotonicFactory } from "ulid";

/** A new row's id: a ULID, so that ids sort by the time they were given and tell nothing about a person. */
export const newId: () => string = monotonicFactory();
