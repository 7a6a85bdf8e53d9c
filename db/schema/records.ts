import { choice, count, id, index, instant, json, table, text } from "../columns.ts";

export const channels = ["sms", "inbox"] as const;

/** What has to be told to somebody, written in the transaction that made it true and sent afterwards, once. */
export const outbox = table(
  "outbox",
  {
    id: id(),
    channel: choice(channels).notNull(),
    /** A key of `notices` in app/i18n. */
    kind: text().notNull(),
    personId: text(),
    /** Phone and whatever the message holds that is secret (a one-time code), sealed. */
    toSealed: text(),
    secretSealed: text(),
    values: json<Record<string, string | number>>().notNull(),
    createdAt: instant().notNull(),
    sentAt: instant(),
    attempts: count().notNull().default(0),
    error: text(),
  },
  (row) => [
    index("outbox_unsent").on(row.sentAt, row.createdAt),
    index("outbox_by_person").on(row.personId, row.createdAt),
  ],
);

/** One row per change, in the same transaction; append-only by trigger. */
export const auditLog = table(
  "audit_log",
  {
    id: id(),
    at: instant().notNull(),
    /** A user's id, or `system` for jobs and the command line. */
    actorId: text().notNull(),
    actorRole: text().notNull(),
    action: text().notNull(),
    entity: text().notNull(),
    entityId: text().notNull(),
    detail: json<Record<string, unknown>>().notNull(),
  },
  (row) => [index("audit_log_by_entity").on(row.entity, row.entityId), index("audit_log_by_time").on(row.at)],
);

/** Running numbers (receipts, leases, bills): one row each, advanced inside the transaction that uses the number. */
export const counters = table("counters", {
  name: id(),
  value: count().notNull(),
});
