import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { Fen } from "./money.ts";

// PostgreSQL answers sums as text, and both databases answer null for a sum over nothing: always a number here.

/** The sum of an amount over the rows, 0 over none. */
export const sumFen = (amount: SQL | AnyColumn): SQL<Fen> => sql<Fen>`coalesce(sum(${amount}), 0)`.mapWith(Number);

/** How many of the rows a condition holds for. */
export const countWhere = (condition: SQL): SQL<number> =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
