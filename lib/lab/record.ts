import { eq, ne, sql } from "drizzle-orm";
import type { Reader, Writer } from "#db/client";
import { schemeDrafts, schemeFiles, schemeVersions, settlements } from "#db/schema";
import { env } from "../env.ts";
import { NotFound } from "../errors.ts";
import { schemeInForce } from "../subsidy/in-force.ts";
import type { Scheme } from "../subsidy/scheme.ts";
import { schemeAt } from "../subsidy/versions.ts";
import type { Draft, Standing } from "./rules-draft.ts";
import type { Citing } from "./rules-edit.ts";
import { asVersionOf } from "./rules-rows.ts";

type Db = Reader | Pick<Writer, "select">;
export type DraftRow = typeof schemeDrafts.$inferSelect;

export async function findDraft(db: Db, id: string): Promise<DraftRow> {
  const [row] = await db.select().from(schemeDrafts).where(eq(schemeDrafts.id, id));
  if (!row) throw new NotFound();
  return row;
}

/** The scheme that a draft was begun with, under the name that it would be published by. */
export const baseOf = async (db: Db, draft: Pick<Draft & DraftRow, "baseSchemeId" | "baseVersion" | "schemeId">) =>
  asVersionOf(await schemeAt(db, draft.baseSchemeId, draft.baseVersion), draft.schemeId);

/** The version in force for the draft's first month, and the last month of which a batch has been checked or posted. */
export async function standingOf(
  db: Db,
  { schemeId, fromMonth }: Pick<DraftRow, "schemeId" | "fromMonth">,
): Promise<Standing> {
  const { version } = await schemeInForce(db, schemeId, fromMonth);
  const [row] = await db
    .select({ month: sql<string | null>`max(${settlements.month})` })
    .from(settlements)
    .where(ne(settlements.status, "draft"));
  return { inForce: version, lastDecided: row?.month ?? null };
}

/** All names that versions of this scheme have had, as files or published. */
export async function versionsTaken(db: Db, scheme: Scheme): Promise<{ names: string[]; sequence: number }> {
  const published = await db
    .select({ version: schemeVersions.version, sequence: schemeVersions.sequence })
    .from(schemeVersions)
    .where(eq(schemeVersions.schemeId, scheme.id));
  const files = await db
    .select({ version: schemeFiles.version })
    .from(schemeFiles)
    .where(eq(schemeFiles.schemeId, scheme.id));
  return {
    names: [...published, ...files].map((row) => row.version),
    sequence: Math.max(0, ...published.map((row) => row.sequence)),
  };
}

/** How a draft cites itself: by its name, and where it can be read. */
export const citing = ({ id, name }: { id: string; name: string }): Citing => ({
  name,
  url: `${env().origin}/officer/lab/${id}`,
});
