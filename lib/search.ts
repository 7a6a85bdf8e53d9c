import { type AnyColumn, like, type SQL, sql } from "drizzle-orm";

/**
 * Whether a column holds the text somewhere, in capitals or small letters alike: LIKE by itself tells them apart on
 * PostgreSQL and not on SQLite. LIKE's wildcards are no letters of anything searched here and are left out.
 */
export const holds = (column: AnyColumn, text: string): SQL =>
  like(sql`lower(${column})`, `%${text.toLowerCase().replace(/[%_\\]/g, "")}%`);
