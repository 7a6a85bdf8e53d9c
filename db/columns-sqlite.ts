import {
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text as sqliteText,
  unique,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

export const table = sqliteTable;
export { check, index, primaryKey, unique, uniqueIndex };
export const id = () => sqliteText().primaryKey();
export const text = () => sqliteText();
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  sqliteText({ enum: values as unknown as [T[number], ...T[number][]] });
export const count = () => integer();
export const fen = () => integer();
export const flag = () => integer({ mode: "boolean" });
export const day = () => sqliteText();
export const instant = () => integer({ mode: "timestamp_ms" });
export const json = <T>() => sqliteText({ mode: "json" }).$type<T>();
