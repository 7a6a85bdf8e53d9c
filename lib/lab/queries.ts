import { desc, eq, ne } from "drizzle-orm";
import { type Reader, reader } from "#db/client";
import { schemeDrafts, schemeVersions } from "#db/schema";
import { schemeNames } from "#seeds/schemes";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { addMonths, dayAt, type Month, monthOf } from "../days.ts";
import { planInForce } from "../subsidy/in-force.ts";
import { schemesOf } from "../subsidy/rules-plan.ts";
import { schemeNamed } from "../subsidy/schemes.ts";
import { namesOf } from "../subsidy/signers.ts";
import { baseOf, findDraft, standingOf } from "./record.ts";
import { changesIn } from "./rules-changes.ts";
import { awaits } from "./rules-draft.ts";
import { draftView } from "./rules-view.ts";
import { draftScheme } from "./sides.ts";

/** The policy lab: drafts, the versions published here, and what a new draft can begin with. */
export async function labFor(actor: Actor, now = new Date()) {
  authorize(actor, "lab.view");
  const db = await reader();
  const month = monthOf(dayAt(now));
  const rows = await db
    .select()
    .from(schemeDrafts)
    .where(ne(schemeDrafts.state, "discarded"))
    .orderBy(desc(schemeDrafts.changedAt));
  const versions = await db.select().from(schemeVersions).orderBy(desc(schemeVersions.publishedAt));
  const names = await namesOf(db, [
    ...rows.flatMap((row) => [row.madeBy, row.decidedBy]),
    ...versions.flatMap((row) => [row.proposedBy, row.publishedBy]),
  ]);
  const files = schemeNames();
  const plan = schemesOf(await planInForce(db, month)).map(({ id, version, nameZh, nameEn }) => ({
    id,
    version,
    nameZh,
    nameEn,
    file: files.includes(id),
  }));
  const inForce = new Set(plan.map((scheme) => scheme.id));
  return {
    plan,
    cities: files
      .filter((name) => !inForce.has(name))
      .map((name) => ({ name, nameZh: schemeNamed(name).nameZh, nameEn: schemeNamed(name).nameEn })),
    nextMonth: addMonths(month, 1),
    drafts: rows.map((row) => ({
      id: row.id,
      name: row.name,
      schemeId: row.schemeId,
      baseSchemeId: row.baseSchemeId,
      fromMonth: row.fromMonth,
      state: row.state,
      changedAt: row.changedAt,
      maker: names.get(row.madeBy) ?? "",
      mine: row.madeBy === actor.userId,
      awaitsMe: awaits(row, actor),
    })),
    versions: versions.map((row) => ({
      id: row.id,
      schemeId: row.schemeId,
      version: row.version,
      fromMonth: row.fromMonth,
      retroactiveReason: row.retroactiveReason,
      draftId: row.draftId,
      publishedAt: row.publishedAt,
      proposer: names.get(row.proposedBy) ?? "",
      publisher: names.get(row.publishedBy) ?? "",
    })),
  };
}

/** One draft with every field of its form, and what the officer can do with it now. */
export async function draftFor(actor: Actor, id: string) {
  authorize(actor, "lab.view");
  const db = await reader();
  const row = await findDraft(db, id);
  const [base, content] = [await baseOf(db, row), draftScheme(row)];
  const names = await namesOf(db, [row.madeBy, row.decidedBy]);
  const { lastDecided, inForce } = await standingOf(db, row);
  const view = draftView(base, content, row.fromMonth);
  return {
    ...row,
    scheme: content,
    view,
    changes: changesIn(view),
    base: { scheme: base, nameZh: base.nameZh, nameEn: base.nameEn, version: base.version },
    maker: names.get(row.madeBy) ?? "",
    decider: names.get(row.decidedBy ?? "") ?? "",
    mine: actor.role === "officer" && row.madeBy === actor.userId,
    awaitsMe: awaits(row, actor),
    /** It would decide months that are decided already. */
    changesPast: lastDecided !== null && row.fromMonth <= lastDecided ? lastDecided : null,
    outdated: row.state !== "published" && inForce !== row.schemeVersion ? inForce : null,
    published: await publishedAs(db, id),
  };
}

export type DraftPage = Awaited<ReturnType<typeof draftFor>>;

async function publishedAs(db: Reader, draftId: string): Promise<{ version: string; fromMonth: Month } | null> {
  const [row] = await db
    .select({ version: schemeVersions.version, fromMonth: schemeVersions.fromMonth })
    .from(schemeVersions)
    .where(eq(schemeVersions.draftId, draftId));
  return row ?? null;
}
