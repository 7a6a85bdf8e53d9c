import { and, desc, eq } from "drizzle-orm";
import { reader } from "#db/client";
import { outbox } from "#db/schema";
import type { Actor } from "../actor.ts";
import { authorize } from "../authorize.ts";
import { env } from "../env.ts";
import { NotFound } from "../errors.ts";
import { unseal } from "../secrets.ts";

const SHOWN = 100;

export type InboxNotice = { id: string; kind: string; values: Record<string, string | number>; at: Date };

/** What a talent has been told, the newest first. */
export async function noticesFor(actor: Actor, limit = SHOWN): Promise<InboxNotice[]> {
  authorize(actor, "notice.list", actor);
  return (await reader())
    .select({ id: outbox.id, kind: outbox.kind, values: outbox.values, at: outbox.createdAt })
    .from(outbox)
    .where(and(eq(outbox.personId, actor.personId ?? ""), eq(outbox.channel, "inbox")))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(limit);
}

export type DemoText = InboxNotice & { phone: string; secret: string | null };

/** The text messages that would have been sent, opened; only where demo mode is on. */
export async function demoTexts(): Promise<DemoText[]> {
  if (!env().demo) throw new NotFound();
  const rows = await (await reader())
    .select()
    .from(outbox)
    .where(eq(outbox.channel, "sms"))
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(SHOWN);
  return rows.map(({ id, kind, values, createdAt, toSealed, secretSealed }) => ({
    id,
    kind,
    values,
    at: createdAt,
    phone: toSealed ? unseal(toSealed, `outbox.to:${id}`) : "",
    secret: secretSealed ? unseal(secretSealed, `outbox.secret:${id}`) : null,
  }));
}
