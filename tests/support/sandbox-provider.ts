import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { SIGNATURE_HEADERS, signatureOf, signedHeaders } from "#lib/billing/provider";

/** A server on this machine, on a port nobody had. */
export async function listen(
  handle: (request: IncomingMessage, body: Buffer) => Promise<{ status: number; text: string }>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server: Server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, text } = await handle(request, Buffer.concat(chunks));
    response.writeHead(status, { "content-type": "application/json" }).end(text);
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export type Callback = { orderId: string; kind: string; amountFen: number; transactionNo: string };
type Change = { at?: Date; secret?: string; nonce?: string; signature?: string; body?: string; unsigned?: boolean };

/** A payment provider as a server of its own: takes orders that are signed, and sends signed word of what happened. */
export class SandboxServer {
  readonly orders: { orderId: string; amountFen: number; callbackUrl: string }[] = [];
  readonly secret: string;
  url = "";
  private stop: () => Promise<void> = async () => {};

  constructor(secret: string) {
    this.secret = secret;
  }

  async start(): Promise<this> {
    const made = await listen(async (request, body) => {
      const header = (name: string) => String(request.headers[name] ?? "");
      const { timestamp, nonce, signature } = SIGNATURE_HEADERS;
      const right = signatureOf(this.secret, header(timestamp), header(nonce), body);
      if (request.url !== "/orders" || header(signature) !== right) return { status: 401, text: "{}" };
      const order = JSON.parse(body.toString("utf8"));
      this.orders.push(order);
      return { status: 201, text: JSON.stringify({ payUrl: `${this.url}/pay/${order.orderId}` }) };
    });
    this.url = made.url;
    this.stop = made.close;
    return this;
  }

  close(): Promise<void> {
    return this.stop();
  }

  /** Sends word to the shop, signed now unless `change` makes it late, forged, or a repeat. */
  async send(callbackUrl: string, event: Callback, change: Change = {}): Promise<{ status: number; outcome: string }> {
    const body = Buffer.from(change.body ?? JSON.stringify(event));
    const headers = signedHeaders(change.secret ?? this.secret, body, change.at ?? new Date());
    if (change.nonce !== undefined) {
      headers[SIGNATURE_HEADERS.nonce] = change.nonce;
      const timestamp = headers[SIGNATURE_HEADERS.timestamp] ?? "";
      headers[SIGNATURE_HEADERS.signature] = signatureOf(this.secret, timestamp, change.nonce, body);
    }
    if (change.signature !== undefined) headers[SIGNATURE_HEADERS.signature] = change.signature;
    const answer = await fetch(callbackUrl, { method: "POST", headers: change.unsigned ? {} : headers, body });
    return { status: answer.status, ...((await answer.json()) as { outcome: string }) };
  }
}
