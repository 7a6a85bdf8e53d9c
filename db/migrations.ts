import { readFileSync } from "node:fs";
import { join } from "node:path";
import { atHome } from "./home.ts";

export type Kind = "sqlite" | "postgres";

export const migrationsFolder = (kind: Kind): string => atHome(`db/migrations/${kind}`);

/** How many migrations the code brings; drizzle-kit keeps their list. */
export function migrationCount(kind: Kind): number {
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(join(migrationsFolder(kind), "meta/_journal.json"), "utf8"),
  );
  return journal.entries.length;
}

export function migrationFact(kind: Kind, applied: number): { name: string; ok: boolean; detail: string } {
  const wanted = migrationCount(kind);
  const ok = applied === wanted;
  return { name: "migrations", ok, detail: `${applied} of ${wanted} applied${ok ? "" : ': run "wutong migrate"'}` };
}
