import { asc, eq } from "drizzle-orm";
import { schemeDrafts } from "#db/schema";
import type { WaitingSource } from "../desk/waiting.ts";
import { awaits } from "./rules-draft.ts";

/** Drafts of schemes that a second officer has to publish or send back. */
export const waitingDrafts: WaitingSource = async (db, actor) => {
  const rows = await db
    .select()
    .from(schemeDrafts)
    .where(eq(schemeDrafts.state, "proposed"))
    .orderBy(asc(schemeDrafts.proposedAt));
  return rows.map((row) => ({
    kind: "schemeDraft" as const,
    id: row.id,
    href: `/officer/lab/${row.id}`,
    values: { name: row.name },
    amountFen: null,
    since: row.proposedAt ?? row.changedAt,
    byId: row.proposedBy ?? row.madeBy,
    mine: awaits(row, actor),
  }));
};
