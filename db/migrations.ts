import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export type Kind = "sqlite" | "postgres";

/** Migrations are read from the checkout the process was started in, whether the code is bundled or not. */
export const migrationsFolder = (kind: Kind): string =>
  resolve(process.env.WUTONG_HOME ?? process.cwd(), "db/migrations", kind);

/** How many migrations the code brings; drizzle-kit keeps their list. */
export function migrationCount(kind: Kind): number {
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(join(migrationsFolder(kind), "meta/_journal.json"), "utf8"),
  );
  return journal.entries.length;
}

export function migrationFact(kind: Kind, applied: number): { name: string; ok: boolean; detail: string } {
  const wanted = migrationCount(kind);
  return { name: "migrations", ok: applied === wanted, detail: `${applied} of ${wanted} applied` };
}
