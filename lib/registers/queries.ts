import { and, asc, desc, eq, ne } from "drizzle-orm";
import { reader } from "#db/client";
import { people, registerImports, registerRows, users } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { NotFound } from "../errors.ts";

export const REGISTER_ROWS_PER_PAGE = 50;
const IMPORTS = 50;

/** The lists that were read in, the latest first. */
export async function registerImportsFor(actor: Actor) {
  authorize(actor, "register.list");
  return (await reader())
    .select()
    .from(registerImports)
    .where(ne(registerImports.status, "discarded"))
    .orderBy(desc(registerImports.madeAt), desc(registerImports.id))
    .limit(IMPORTS);
}

type State = (typeof registerRows.$inferSelect)["state"];

/** One list with its counts and a page of its rows; ID numbers end in their last four, names only of people whom we know. */
export async function registerImportFor(
  actor: Actor,
  id: string,
  { state, page = 1 }: { state?: State; page?: number } = {},
) {
  authorize(actor, "register.list");
  const db = await reader();
  const [one] = await db
    .select({ found: registerImports, maker: users.name })
    .from(registerImports)
    .leftJoin(users, eq(users.id, registerImports.madeBy))
    .where(eq(registerImports.id, id));
  if (!one) throw new NotFound();
  const all = await db
    .select({ row: registerRows, personName: people.name })
    .from(registerRows)
    .leftJoin(people, eq(people.id, registerRows.personId))
    .where(and(eq(registerRows.importId, id), state ? eq(registerRows.state, state) : undefined))
    .orderBy(asc(registerRows.line));
  const states = await db.select({ state: registerRows.state }).from(registerRows).where(eq(registerRows.importId, id));
  const counts: Partial<Record<State, number>> = {};
  for (const row of states) counts[row.state] = (counts[row.state] ?? 0) + 1;
  const pages = Math.max(1, Math.ceil(all.length / REGISTER_ROWS_PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return {
    ...one.found,
    maker: one.maker,
    counts,
    found: all.length,
    page: at,
    pages,
    lines: all
      .slice((at - 1) * REGISTER_ROWS_PER_PAGE, at * REGISTER_ROWS_PER_PAGE)
      .map(({ row, personName }) => ({ ...row, personName })),
  };
}
export type RegisterImport = Awaited<ReturnType<typeof registerImportFor>>;
