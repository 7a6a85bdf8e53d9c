import * as postgres from "./columns-postgres.ts";
import * as sqlite from "./columns-sqlite.ts";
import { dialect } from "./dialect.ts";

/**
 * The dozen words the schema is written in. PostgreSQL's are the static face for both databases:
 * they only offer awaitable queries, so nobody can write code that works on SQLite alone.
 */
export const {
  table,
  id,
  text,
  choice,
  count,
  fen,
  flag,
  day,
  instant,
  json,
  check,
  index,
  unique,
  uniqueIndex,
  primaryKey,
} = dialect === "postgres" ? postgres : (sqlite as unknown as typeof postgres);
