import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { reader, transaction } from "#db/client";
import { outbox } from "#db/schema";
import { unseal } from "../secrets.ts";

export type TextMessage = {
  id: string;
  to: string;
  kind: string;
  secret: string;
  values: Record<string, string | number>;
};

/**
 * A gateway for text messages. `send` must be safe to call twice with one `id` (gateways take it as their own
 * idempotency key): a crash between sending and noting it leads to a second call.
 */
export interface TextSender {
  send(message: TextMessage): Promise<void>;
}

/** The embedded driver: the outbox itself is where the message can be read (demo mode shows it on a page). */
export const outboxSender: TextSender = { send: async () => {} };

const ATTEMPTS = 5;
const BATCH = 50;

/**
 * Sends what waits in the outbox, oldest first, and notes what came of it; a message that failed is tried again
 * on the next call, five times in all. Answers how many were sent and how many failed.
 */
export async function deliverTexts(
  sender: TextSender,
  { now }: { now: Date },
): Promise<{ sent: number; failed: number }> {
  const waiting = await (await reader())
    .select()
    .from(outbox)
    .where(and(eq(outbox.channel, "sms"), isNull(outbox.sentAt), lt(outbox.attempts, ATTEMPTS)))
    .orderBy(asc(outbox.createdAt), asc(outbox.id))
    .limit(BATCH);
  const outcome = { sent: 0, failed: 0 };
  for (const row of waiting) {
    const error = await sender.send(messageOf(row)).then(
      () => null,
      (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
    );
    outcome[error === null ? "sent" : "failed"] += 1;
    const result = error === null ? { sentAt: now, error: null } : { error };
    await transaction((tx) =>
      tx
        .update(outbox)
        .set({ ...result, attempts: sql`${outbox.attempts} + 1` })
        .where(and(eq(outbox.id, row.id), isNull(outbox.sentAt))),
    );
  }
  return outcome;
}

const messageOf = (row: typeof outbox.$inferSelect): TextMessage => ({
  id: row.id,
  to: unseal(row.toSealed ?? "", `outbox.to:${row.id}`),
  secret: unseal(row.secretSealed ?? "", `outbox.secret:${row.id}`),
  kind: row.kind,
  values: row.values,
});
