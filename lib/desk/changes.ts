import { and, count, eq, sql } from "drizzle-orm";
import type { Reader } from "#db/client";
import { correctionLines, corrections } from "#db/schema";
import type { Month } from "../days.ts";
import { sumFen } from "../sums.ts";
import type { MonthRow } from "./rules-figures.ts";

/** Persons by what is different from the month before; `gone` were granted something and have no bill now. */
export const exceptions = ["new", "more", "less", "stopped", "gone"] as const;
export type Exception = (typeof exceptions)[number];
export type Exceptions = Record<Exception, number>;

export type Corrected = { lines: number; rentFen: number; subsidyFen: number };

/** What of past months is corrected in this one. */
export async function correctedIn(db: Reader, month: Month): Promise<Corrected> {
  const [row] = await db
    .select({
      lines: count(),
      rentFen: sumFen(sql`${correctionLines.rentAfterFen} - ${correctionLines.rentBeforeFen}`),
      subsidyFen: sumFen(sql`${correctionLines.subsidyAfterFen} - ${correctionLines.subsidyBeforeFen}`),
    })
    .from(correctionLines)
    .innerJoin(corrections, eq(corrections.id, correctionLines.correctionId))
    .where(and(eq(corrections.month, month), eq(corrections.status, "posted")));
  return row ?? { lines: 0, rentFen: 0, subsidyFen: 0 };
}

export const countsOf = (found: Record<Exception, Set<string>>): Exceptions => ({
  new: found.new.size,
  more: found.more.size,
  less: found.less.size,
  stopped: found.stopped.size,
  gone: found.gone.size,
});

/** Who is different from the month before, by how: everybody of both months counts once. */
export function exceptionsIn(before: readonly MonthRow[], rows: readonly MonthRow[]): Record<Exception, Set<string>> {
  const byPerson = (all: readonly MonthRow[]) => {
    const sums = new Map<string, number>();
    for (const row of all) sums.set(row.personId, (sums.get(row.personId) ?? 0) + (row.decision?.subsidyFen ?? 0));
    return sums;
  };
  const [then, now] = [byPerson(before), byPerson(rows)];
  const found = {
    new: new Set<string>(),
    more: new Set<string>(),
    less: new Set<string>(),
    stopped: new Set<string>(),
    gone: new Set<string>(),
  };
  for (const [personId, fen] of now) {
    const was = then.get(personId) ?? 0;
    if (fen !== was) found[was === 0 ? "new" : fen === 0 ? "stopped" : fen > was ? "more" : "less"].add(personId);
  }
  for (const [personId, fen] of then) if (fen > 0 && !now.has(personId)) found.gone.add(personId);
  return found;
}
