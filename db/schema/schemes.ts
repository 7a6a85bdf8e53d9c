import { sql } from "drizzle-orm";
import { check, choice, count, id, index, instant, json, table, text, uniqueIndex } from "../columns.ts";

export const schemeDraftStates = ["draft", "proposed", "published", "discarded"] as const;

/** A scheme that somebody tries out. It never touches what is in force: only its publication makes a version. */
export const schemeDrafts = table(
  "scheme_drafts",
  {
    id: id(),
    name: text().notNull(),
    /** The scheme of the complex's plan that it would become a version of, and that one's version when it was begun. */
    schemeId: text().notNull(),
    schemeVersion: text().notNull(),
    /** What it was begun from: that scheme, another city's, or another draft's base. */
    baseSchemeId: text().notNull(),
    baseVersion: text().notNull(),
    /** The first month that it would decide. */
    fromMonth: text().notNull(),
    /** Why it may change months that are decided already; null: it may not. */
    retroactiveReason: text(),
    /** The whole scheme as one document of the scheme format. */
    content: json<Record<string, unknown>>().notNull(),
    contentHash: text().notNull(),
    state: choice(schemeDraftStates).notNull(),
    /** Counts changes, so that a stale page changes nothing. */
    revision: count().notNull(),
    madeBy: text().notNull(),
    madeAt: instant().notNull(),
    changedAt: instant().notNull(),
    proposedBy: text(),
    proposedAt: instant(),
    decidedBy: text(),
    decidedAt: instant(),
    decidedReason: text(),
  },
  (draft) => [
    index("scheme_drafts_by_state").on(draft.state),
    check(
      "scheme_drafts_four_eyes",
      sql`state <> 'published' or (decided_by is not null and decided_by <> made_by and decided_by <> proposed_by)`,
    ),
  ],
);

/** Versions of schemes published here, each from a month on, beside those that come as files; append-only by triggers. */
export const schemeVersions = table(
  "scheme_versions",
  {
    id: id(),
    schemeId: text().notNull(),
    version: text().notNull(),
    /** Counts a scheme's versions from 1. */
    sequence: count().notNull(),
    /** The first month that it decides: it is in force until a version with a later month, or one published later for the same. */
    fromMonth: text().notNull(),
    retroactiveReason: text(),
    content: json<Record<string, unknown>>().notNull(),
    contentHash: text().notNull(),
    draftId: text().references(() => schemeDrafts.id),
    proposedBy: text().notNull(),
    publishedBy: text().notNull(),
    publishedAt: instant().notNull(),
  },
  (one) => [
    uniqueIndex("scheme_versions_one_per_version").on(one.schemeId, one.version),
    uniqueIndex("scheme_versions_one_per_sequence").on(one.schemeId, one.sequence),
    check("scheme_versions_four_eyes", sql`published_by <> proposed_by`),
  ],
);

/** What a scheme that comes as a file said when it first decided a month: a decision is explained by its own version. */
export const schemeFiles = table(
  "scheme_files",
  {
    id: id(),
    schemeId: text().notNull(),
    version: text().notNull(),
    content: json<Record<string, unknown>>().notNull(),
    contentHash: text().notNull(),
    keptAt: instant().notNull(),
  },
  (one) => [uniqueIndex("scheme_files_one_per_version").on(one.schemeId, one.version)],
);
