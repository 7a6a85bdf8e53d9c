import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
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

/** How old a message is at the earliest when it is tried for the first, second … time; a code lives ten minutes. */
const TRIED_AT_MS = [0, 10_000, 60_000, 180_000, 480_000];
const BATCH = 50;
const LONGEST_ERROR = 300;

/**
 * Sends what waits in the outbox, oldest first, and notes what came of it; a message that failed is tried again,
 * later each time, five times in all. Answers how many were sent and how many failed. Two calls at once, in two
 * instances, may both send a message, under its one id.
 */
export async function deliverTexts(
  sender: TextSender,
  { now }: { now: Date },
): Promise<{ sent: number; failed: number }> {
  const due = TRIED_AT_MS.map((ms, attempts) =>
    and(eq(outbox.attempts, attempts), lte(outbox.createdAt, new Date(now.getTime() - ms))),
  );
  const waiting = await (await reader())
    .select()
    .from(outbox)
    .where(and(eq(outbox.channel, "sms"), isNull(outbox.sentAt), or(...due)))
    .orderBy(asc(outbox.createdAt), asc(outbox.id))
    .limit(BATCH);
  const outcome = { sent: 0, failed: 0 };
  for (const row of waiting) {
    const error = await attempt(sender, row);
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

/** Null when it was sent, else why not: a message that cannot even be opened must not hold up those behind it. */
async function attempt(sender: TextSender, row: typeof outbox.$inferSelect): Promise<string | null> {
  try {
    await sender.send(messageOf(row));
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
  }
}

const messageOf = (row: typeof outbox.$inferSelect): TextMessage => ({
  id: row.id,
  to: unseal(row.toSealed ?? "", `outbox.to:${row.id}`),
  secret: unseal(row.secretSealed ?? "", `outbox.secret:${row.id}`),
  kind: row.kind,
  values: row.values,
});
