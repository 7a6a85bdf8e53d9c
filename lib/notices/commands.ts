import type { Writer } from "#db/client";
import { outbox } from "#db/schema";
import { inChunks } from "../chunks.ts";
import { newId } from "../ids.ts";
import { seal } from "../secrets.ts";

export type Notice = {
  /** A key of `notices` in app/i18n, with `values` for its placeholders. */
  kind: string;
  values?: Record<string, string | number>;
  at: Date;
};

/** Tells a person something in their inbox; written in the transaction that made it true. */
export const tell = (tx: Writer, personIds: string | string[], notice: Notice): Promise<void> =>
  tellEach(
    tx,
    [personIds].flat().map((personId) => ({ personId, ...notice })),
  );

/** The same to many people, something else to each, in few statements. A notice has arrived once it is written. */
export async function tellEach(tx: Writer, notices: readonly (Notice & { personId: string })[]): Promise<void> {
  const rows = notices.map(({ personId, kind, values = {}, at }) => ({
    id: newId(),
    channel: "inbox" as const,
    kind,
    personId,
    values,
    createdAt: at,
    sentAt: at,
  }));
  await inChunks(rows, (chunk) => tx.insert(outbox).values(chunk));
}

/** Puts a text message to a phone into the outbox; `secret` (a one-time code) is kept sealed. */
export async function sendText(tx: Writer, phone: string, secret: string, notice: Notice): Promise<string> {
  const id = newId();
  await tx.insert(outbox).values({
    id,
    channel: "sms",
    kind: notice.kind,
    toSealed: seal(phone, `outbox.to:${id}`),
    secretSealed: seal(secret, `outbox.secret:${id}`),
    values: notice.values ?? {},
    createdAt: notice.at,
  });
  return id;
}
