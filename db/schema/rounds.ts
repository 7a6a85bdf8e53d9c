import { sql } from "drizzle-orm";
import {
  choice,
  count,
  day,
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
import { complexes, roomTypes, units } from "./inventory.ts";
import { people } from "./people.ts";

export const roundStatuses = ["draft", "open", "closed", "frozen", "drawn", "published", "finished"] as const;
export const applicationStatuses = ["submitted", "withdrawn"] as const;
export const offerStatuses = ["open", "accepted", "declined", "expired", "withdrawn"] as const;

/** A public source as announced; its meaning is in lib/allocation/randomness.ts. */
export type RandomnessSourceColumn = {
  name: string;
  issue: string;
  kind: "set" | "sequence";
  count: number;
  from: number;
  to: number;
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
    status: choice(roundStatuses).notNull(),
    opensAt: instant().notNull(),
    closesAt: instant().notNull(),
    moveInOn: day().notNull(),
    offerHours: count().notNull(),
    rules: text().notNull(),
    /** Named before the roster is frozen: what public outcome will be used, and what happens if it fails. */
    randomnessSources: json<RandomnessSourceColumn[]>().notNull(),
    randomnessFallback: text().notNull(),
    /** The end of the hash chain, hex, published from the start; the chain's secret is sealed until each link is revealed. */
    commitment: text().notNull(),
    chainSecretSealed: text().notNull(),
    chainLength: count().notNull(),
    rosterHash: text(),
    rosterCount: count(),
    openedAt: instant(),
    closedAt: instant(),
    frozenAt: instant(),
    drawnAt: instant(),
    publishedAt: instant(),
    finishedAt: instant(),
    createdAt: instant().notNull(),
    createdBy: text()
      .notNull()
      .references(() => users.id),
  },
  (round) => [uniqueIndex("rounds_one_per_code").on(round.complexId, round.code)],
);

export const roundUnits = table(
  "round_units",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    unitId: text()
      .notNull()
      .references(() => units.id),
  },
  (row) => [primaryKey({ columns: [row.roundId, row.unitId] }), index("round_units_by_unit").on(row.unitId)],
);

/** What a round must remember of a person as they were when the application was sent. */
export type ApplicationFacts = { degree: string | null; skill: string | null };

export const applications = table(
  "applications",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    /** Also the label in the draw: given on submission, before the randomness exists, and opaque. */
    receiptNo: text().notNull(),
    status: choice(applicationStatuses).notNull(),
    anyOther: flag().notNull(),
    facts: json<ApplicationFacts>().notNull(),
    version: count().notNull(),
    submittedAt: instant().notNull(),
    updatedAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (application) => [
    uniqueIndex("applications_one_per_person_and_round").on(application.roundId, application.personId),
    uniqueIndex("applications_one_per_receipt").on(application.receiptNo),
    index("applications_by_person").on(application.personId),
  ],
);

export const applicationChoices = table(
  "application_choices",
  {
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    position: count().notNull(),
    roomTypeId: text()
      .notNull()
      .references(() => roomTypes.id),
  },
  (row) => [primaryKey({ columns: [row.applicationId, row.position] })],
);

/** One run of a draw. A re-run is a new row with a reason; earlier rows stay for ever. */
export const draws = table(
  "draws",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    runNo: count().notNull(),
    code: text().notNull(),
    randomness: text().notNull(),
    rosterHash: text().notNull(),
    reason: text(),
    drawnAt: instant().notNull(),
    drawnBy: text()
      .notNull()
      .references(() => users.id),
  },
  (draw) => [uniqueIndex("draws_one_per_run").on(draw.roundId, draw.runNo)],
);

export const drawResults = table(
  "draw_results",
  {
    drawId: text()
      .notNull()
      .references(() => draws.id),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    rank: count().notNull(),
    key: text().notNull(),
    roomTypeId: text().references(() => roomTypes.id),
    choice: count(),
    unitId: text().references(() => units.id),
  },
  (row) => [
    primaryKey({ columns: [row.drawId, row.applicationId] }),
    uniqueIndex("draw_results_one_per_rank").on(row.drawId, row.rank),
    index("draw_results_by_application").on(row.applicationId),
  ],
);

export const offers = table(
  "offers",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    unitId: text()
      .notNull()
      .references(() => units.id),
    roomTypeId: text()
      .notNull()
      .references(() => roomTypes.id),
    status: choice(offerStatuses).notNull(),
    offeredAt: instant().notNull(),
    expiresAt: instant().notNull(),
    decidedAt: instant(),
    reason: text(),
  },
  (offer) => [
    uniqueIndex("offers_one_open_per_unit").on(offer.unitId).where(sql`status = 'open'`),
    uniqueIndex("offers_one_live_per_application").on(offer.applicationId).where(sql`status in ('open', 'accepted')`),
    index("offers_by_person").on(offer.personId),
    index("offers_by_round").on(offer.roundId, offer.status),
    index("offers_by_deadline").on(offer.status, offer.expiresAt),
  ],
);
