import { roundMechanisms, roundStatuses } from "../../lib/rounds/rules.ts";
import {
  choice,
  count,
  day,
  fen,
  flag,
  id,
  index,
  instant,
  json,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from "../columns.ts";
import { users } from "./accounts.ts";
import { buildings, complexes, roomTypes, units } from "./inventory.ts";
import { genders, people } from "./people.ts";

/** A public source as announced; its meaning is in lib/allocation/randomness.ts. */
export type RandomnessSourceColumn = {
  name: string;
  issue: string;
  kind: "set" | "sequence";
  count: number;
  from: number;
  to: number;
};

/** What a round's rules leave to the round; announced with it and fixed from then on (lib/rounds/rules-terms.ts). */
export type RoundTermsColumn = {
  /** classes by tier, the best first; null: no tiers */
  tiers: string[][] | null;
  /** points a fact gives; empty: no points */
  points: ({ fact: "class"; values: Record<string, number> } | { fact: "insuredMonths"; each: number; most: number })[];
  /** persons that may apply together; 1: nobody but oneself */
  largestGroup: number;
  /** so many offers declined or left to run out end the part in the round */
  refusalsOut: number;
  rosterNoticeDays: number;
  resultsNoticeDays: number;
  /** months after the results in which the waiting lists are still served */
  waitlistMonths: number;
  objectionContact: string;
  /** live choosing only */
  choosing: {
    startsOn: string;
    /** the city's hours between which turns are given */
    fromHour: number;
    toHour: number;
    turnMinutes: number;
    /** applicants who share one window */
    turnSize: number;
    holdMinutes: number;
    /** who lets a turn pass: gets another after the last, or is out */
    missed: "end" | "out";
  } | null;
};

export const rounds = table(
  "rounds",
  {
    id: id(),
    complexId: text()
      .notNull()
      .references(() => complexes.id),
    code: text().notNull(),
    nameZh: text().notNull(),
    nameEn: text().notNull(),
    mechanism: choice(roundMechanisms).notNull(),
    status: choice(roundStatuses).notNull(),
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
    moveInOn: day().notNull(),
    offerHours: count().notNull(),
    rules: text().notNull(),
    terms: json<RoundTermsColumn>().notNull(),
    /** Named before the roster is frozen: what public outcome will be used, and what happens if it fails. */
    randomnessSources: json<RandomnessSourceColumn[]>().notNull(),
    randomnessFallback: text().notNull(),
    /** The end of the hash chain, hex, published from the start; the chain's secret is sealed until each link is revealed. */
    commitment: text().notNull(),
    chainSecretSealed: text().notNull(),
    chainLength: count().notNull(),
    rosterHash: text(),
    rosterCount: count(),
    unitsHash: text(),
    /** of everything in the bundle but applicants and draw */
    termsHash: text(),
    announcedAt: instant(),
    openedAt: instant(),
    closedAt: instant(),
    rosterNoticeAt: instant(),
    /** Objections to the roster are heard until this instant, and no roster is frozen before it. */
    rosterNoticeUntil: instant(),
    frozenAt: instant(),
    drawnAt: instant(),
    publishedAt: instant(),
    /** Objections to the results are heard until this instant, and nobody is offered anything before it. */
    resultsNoticeUntil: instant(),
    offeringAt: instant(),
    finishedAt: instant(),
    /** The first instant at which the waiting lists are served no more. */
    waitlistUntil: instant(),
    createdAt: instant().notNull(),
    createdBy: text()
      .notNull()
      .references(() => users.id),
  },
  (round) => [
    uniqueIndex("rounds_one_per_code").on(round.complexId, round.code),
    index("rounds_by_status").on(round.status),
  ],
);

/** What can be ranked in a round: a building's rooms of a type, whole or by the bed for one gender. None in an exchange. */
export const roundCategories = table(
  "round_categories",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    id: text().notNull(),
    position: count().notNull(),
    buildingId: text()
      .notNull()
      .references(() => buildings.id),
    roomTypeId: text()
      .notNull()
      .references(() => roomTypes.id),
    byBed: flag().notNull(),
    gender: choice(genders),
    minGroup: count().notNull(),
    maxGroup: count().notNull(),
    /** of one place a month */
    rentFen: fen().notNull(),
    reserves: json<{ class: string; places: number }[]>().notNull(),
    /** why it has an order of its own, published with it; null where it goes by the common order (db/schema/priorities.ts) */
    priorityReason: text(),
  },
  (row) => [primaryKey({ columns: [row.roundId, row.id] })],
);

/**
 * A place that a round gives: a whole unit (`bed` 0) or one bed of it. In an exchange also the places whose tenants take
 * part, added when the roster is frozen. Who holds it and who took it is kept here in live choosing, where one atomic
 * update decides.
 */
export const roundPlaces = table(
  "round_places",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    unitId: text()
      .notNull()
      .references(() => units.id),
    bed: count().notNull(),
    /** null in an exchange */
    categoryId: text(),
    /** what the public files call it, so that a receipt number does not lead to a door; given when the roster is frozen */
    label: text(),
    /** in an exchange: the application of the tenant who lives there; null for vacant places */
    tenantOf: text(),
    heldBy: text(),
    heldUntil: instant(),
    takenBy: text(),
    takenAt: instant(),
  },
  (row) => [
    primaryKey({ columns: [row.roundId, row.unitId, row.bed] }),
    index("round_places_by_unit").on(row.unitId),
    uniqueIndex("round_places_one_per_label").on(row.roundId, row.label),
  ],
);

export const roundFileKinds = ["roster", "places", "bundle", "result", "units"] as const;

/** The published files of a round, byte for byte and for ever. `runNo` 0 is what was frozen before any draw. */
export const roundFiles = table(
  "round_files",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    runNo: count().notNull(),
    kind: choice(roundFileKinds).notNull(),
    sha256: text().notNull(),
    content: text().notNull(),
    createdAt: instant().notNull(),
  },
  (row) => [primaryKey({ columns: [row.roundId, row.runNo, row.kind] })],
);

export const objectionStages = ["roster", "results"] as const;
export const objectionStatuses = ["open", "upheld", "rejected"] as const;

/** An objection (异议) to the published roster or results; no step passes over an open one. */
export const objections = table(
  "objections",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    stage: choice(objectionStages).notNull(),
    status: choice(objectionStatuses).notNull(),
    /** whose it is, null where somebody without an account raised it at the desk */
    personId: text().references(() => people.id),
    /** how it came in when staff wrote it down, and how to answer; sealed, since it may hold a name and a phone */
    contactSealed: text(),
    /** the receipt number it is about, where it is about one */
    about: text(),
    statement: text().notNull(),
    answer: text(),
    raisedAt: instant().notNull(),
    raisedBy: text()
      .notNull()
      .references(() => users.id),
    decidedAt: instant(),
    decidedBy: text().references(() => users.id),
  },
  (row) => [index("objections_by_round").on(row.roundId, row.status), index("objections_by_person").on(row.personId)],
);
