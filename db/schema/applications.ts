import {
  choice,
  count,
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
import { people } from "./people.ts";
import { rounds } from "./rounds.ts";

export const applicationStatuses = ["submitted", "withdrawn", "excluded"] as const;
export const applicationSources = ["online", "paper"] as const;
export const floorWishes = ["high", "low"] as const;

/** What a round must remember of a person as they were when the application was sent. */
export type ApplicationFacts = {
  degree: string | null;
  skill: string | null;
  gender: "female" | "male" | null;
  insuredMonths: number | null;
};

export const applications = table(
  "applications",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    /** of a group, its leader */
    personId: text()
      .notNull()
      .references(() => people.id),
    /** Also the label in the draw: given on submission, before the randomness exists, and opaque. */
    receiptNo: text().notNull(),
    status: choice(applicationStatuses).notNull(),
    anyOther: flag().notNull(),
    floorWish: choice(floorWishes),
    /** the highest net rent as the person said it, null for no limit */
    maxNetRentFen: fen(),
    /** the same as the highest rent of a place, which the roster holds (lib/applications/rules-limit.ts) */
    maxRentFen: fen(),
    /** waits on for what was wished for more than what was got */
    staysWaiting: flag().notNull(),
    facts: json<ApplicationFacts>().notNull(),
    /** who knows it can join the group; null where the person applies alone */
    inviteCode: text(),
    /** in an exchange: the lease of the place the tenant holds (leases refer to applications through offers, so not back) */
    leaseId: text(),
    source: choice(applicationSources).notNull(),
    enteredBy: text().references(() => users.id),
    /** why it was entered by staff, or excluded */
    staffReason: text(),
    version: count().notNull(),
    submittedAt: instant().notNull(),
    updatedAt: instant().notNull(),
    withdrawnAt: instant(),
  },
  (application) => [
    uniqueIndex("applications_one_per_person_and_round").on(application.roundId, application.personId),
    uniqueIndex("applications_one_per_receipt").on(application.receiptNo),
    uniqueIndex("applications_one_per_invite").on(application.inviteCode),
    index("applications_by_person").on(application.personId),
  ],
);

/** Those who apply with the leader; each has consented, to the lease and to where the subsidy goes. */
export const applicationMembers = table(
  "application_members",
  {
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    personId: text()
      .notNull()
      .references(() => people.id),
    facts: json<ApplicationFacts>().notNull(),
    /** signs that subsidies go straight against the rent */
    authorised: flag().notNull(),
    joinedAt: instant().notNull(),
  },
  (row) => [
    primaryKey({ columns: [row.applicationId, row.personId] }),
    uniqueIndex("application_members_one_per_round").on(row.roundId, row.personId),
    index("application_members_by_person").on(row.personId),
  ],
);

/** Wishes, best first: ids of the round's categories; in an exchange places (`b03-0501`, `b03-0501:2`). */
export const applicationChoices = table(
  "application_choices",
  {
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    position: count().notNull(),
    categoryId: text().notNull(),
  },
  (row) => [primaryKey({ columns: [row.applicationId, row.position] })],
);
