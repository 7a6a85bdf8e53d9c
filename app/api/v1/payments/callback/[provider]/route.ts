import { configuredProvider, receiveCallback } from "#lib/billing/online";
import { SIGNATURE_HEADERS } from "#lib/billing/provider";
import { log } from "#lib/log";

export const dynamic = "force-dynamic";

const MOST_BYTES = 64 * 1024;

/**
 * Where a payment provider says what happened to a payment. Nobody signs in here: the message is believed for its
 * signature over its raw bytes, which is checked before they are read.
 */
export async function POST(request: Request, { params }: { params: Promise<{ provider: string }> }): Promise<Response> {
  const provider = configuredProvider((await params).provider);
  if (!provider) return answer(404, "unknown-provider");
  const body = await bodyWithin(request, MOST_BYTES);
  if (!body) return answer(413, "too-large");
  const header = (name: keyof typeof SIGNATURE_HEADERS) => request.headers.get(SIGNATURE_HEADERS[name]);
  const message = { body, timestamp: header("timestamp"), nonce: header("nonce"), signature: header("signature") };
  const { status, outcome } = await receiveCallback(provider, message, { now: new Date() });
  if (status !== 200) log.warn({ provider: provider.name, status, outcome }, "payment callback refused");
  return answer(status, outcome);
}

const answer = (status: number, outcome: string): Response =>
  Response.json({ outcome }, { status, headers: { "cache-control": "no-store" } });

/** The bytes of the body, null as soon as there are more than allowed: whoever sends them is not known yet. */
async function bodyWithin(request: Request, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
