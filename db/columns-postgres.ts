import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text as pgText,
  primaryKey,
  timestamp,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";

export const table = pgTable;
export { check, index, primaryKey, unique, uniqueIndex };
export const id = () => pgText().primaryKey();
export const text = () => pgText();
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  pgText({ enum: values as unknown as [T[number], ...T[number][]] });
export const count = () => integer();
export const fen = () => bigint({ mode: "number" });
export const flag = () => boolean();
export const day = () => pgText();
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });
export const json = <T>() => jsonb().$type<T>();
