import { sql } from "drizzle-orm";
import { choice, count, id, index, instant, primaryKey, table, text, uniqueIndex } from "../columns.ts";
import { applications } from "./applications.ts";
import { units } from "./inventory.ts";
import { people } from "./people.ts";
import { rounds } from "./rounds.ts";

export const offerStatuses = ["open", "accepted", "declined", "expired", "withdrawn"] as const;

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
    categoryId: text().notNull(),
    unitId: text()
      .notNull()
      .references(() => units.id),
    /** 0 for the whole unit */
    bed: count().notNull(),
    status: choice(offerStatuses).notNull(),
    offeredAt: instant().notNull(),
    expiresAt: instant().notNull(),
    decidedAt: instant(),
    /** why it was declined or withdrawn: a word of lib/offers/rules-reasons.ts; `reason` is what was written besides */
    reasonCode: text(),
    reason: text(),
  },
  (offer) => [
    uniqueIndex("offers_one_open_per_place").on(offer.unitId, offer.bed).where(sql`status = 'open'`),
    uniqueIndex("offers_one_live_per_application").on(offer.applicationId).where(sql`status in ('open', 'accepted')`),
    index("offers_by_person").on(offer.personId),
    index("offers_by_round").on(offer.roundId, offer.status),
    index("offers_by_deadline").on(offer.status, offer.expiresAt),
  ],
);

export const waitStatuses = ["waiting", "offered", "housed", "left", "out"] as const;

/** Who waits for a category of a round (轮候), in the category's own order; `position` is fixed by the draw. */
export const waitlist = table(
  "waitlist",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    categoryId: text().notNull(),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    position: count().notNull(),
    status: choice(waitStatuses).notNull(),
    since: instant().notNull(),
    endedAt: instant(),
  },
  (row) => [
    primaryKey({ columns: [row.roundId, row.categoryId, row.applicationId] }),
    uniqueIndex("waitlist_one_per_position").on(row.roundId, row.categoryId, row.position),
    index("waitlist_by_application").on(row.applicationId),
  ],
);

export const waitEventKinds = [
  "vacancy",
  "offered",
  "accepted",
  "declined",
  "expired",
  "withdrawn",
  "returned",
  "left",
] as const;

/** What moved a waiting list, for ever: a place that came free, somebody offered one, somebody who left. */
export const waitEvents = table(
  "wait_events",
  {
    id: id(),
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    categoryId: text().notNull(),
    kind: choice(waitEventKinds).notNull(),
    at: instant().notNull(),
    applicationId: text().references(() => applications.id),
    /** of whoever moved, so that those behind can be told without naming anybody */
    position: count(),
    unitId: text().references(() => units.id),
    bed: count(),
  },
  (row) => [index("wait_events_by_category").on(row.roundId, row.categoryId, row.at)],
);

export const turnStatuses = ["waiting", "chosen", "missed", "passed", "out"] as const;

/** Live choosing (选房): when each applicant's turn is. A missed turn may be given again, after the last. */
export const turns = table(
  "turns",
  {
    roundId: text()
      .notNull()
      .references(() => rounds.id),
    applicationId: text()
      .notNull()
      .references(() => applications.id),
    rank: count().notNull(),
    status: choice(turnStatuses).notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    missedBefore: count().notNull(),
    /** when the person was told that it has begun; before `startsAt` it was an earlier one that had */
    begunAt: instant(),
    decidedAt: instant(),
  },
  (row) => [
    primaryKey({ columns: [row.roundId, row.applicationId] }),
    index("turns_by_end").on(row.status, row.endsAt),
    index("turns_by_round").on(row.roundId, row.startsAt),
  ],
);
