import { asc, count, eq, min } from "drizzle-orm";
import { findings, registerImports } from "#db/schema";
import type { WaitingSource } from "../desk/waiting.ts";
import { sumFen } from "../sums.ts";

/** Lists of registers that were read in and not taken over yet. */
export const waitingRegisters: WaitingSource = async (db, actor) => {
  const rows = await db
    .select()
    .from(registerImports)
    .where(eq(registerImports.status, "preview"))
    .orderBy(asc(registerImports.madeAt));
  return rows.map((row) => ({
    kind: "registerImport" as const,
    id: row.id,
    href: `/officer/registers/${row.id}`,
    values: { register: row.register, file: row.fileName },
    amountFen: null,
    since: row.madeAt,
    byId: row.madeBy,
    mine: actor.role === "officer",
  }));
};

/** People found to have become eligible whom no officer has looked at, by month. */
export const waitingFindings: WaitingSource = async (db, actor) => {
  const rows = await db
    .select({
      month: findings.month,
      people: count(),
      subsidyFen: sumFen(findings.subsidyFen),
      since: min(findings.foundAt),
    })
    .from(findings)
    .where(eq(findings.state, "found"))
    .groupBy(findings.month)
    .orderBy(asc(findings.month));
  return rows.map((row) => ({
    kind: "finding" as const,
    id: row.month,
    href: `/officer/findings?month=${row.month}`,
    values: { month: row.month, count: row.people },
    amountFen: row.subsidyFen,
    since: row.since ?? new Date(0),
    byId: "system",
    mine: actor.role === "officer",
  }));
};
