import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Fen } from "../money.ts";
import type { OnlineEvent } from "./rules-online.ts";

/** A message as it arrived: its bytes, and what its headers say of them. */
export type SignedMessage = {
  body: Uint8Array;
  timestamp: string | null;
  nonce: string | null;
  signature: string | null;
};
export type Verified = { ok: true; nonce: string } | { ok: false; why: "unsigned" | "forged" | "stale" };

/** What online payment asks of a provider; each has its own way to sign and to say what happened. */
export type PaymentProvider = {
  name: string;
  /** Begins a payment with the provider and answers where the person pays. */
  begin(order: { orderId: string; amountFen: Fen; title: string; callbackUrl: string }): Promise<{ payUrl: string }>;
  /** Whether the provider sent these bytes, and lately. Nothing in them is read before. */
  verify(message: SignedMessage, now: Date): Verified;
  /** What verified bytes say; null where they say nothing that is understood. */
  read(body: Uint8Array): OnlineEvent | null;
};

export const SIGNATURE_HEADERS = {
  timestamp: "x-pay-timestamp",
  nonce: "x-pay-nonce",
  signature: "x-pay-signature",
} as const;
/** A message older than this, or from further ahead, may have been kept by somebody and sent again. */
const FRESH_SECONDS = 300;

/** HMAC-SHA256 (hex) over time, nonce and the bytes of the body, each on its own line. */
export function signatureOf(secret: string, timestamp: string, nonce: string, body: Uint8Array): string {
  return createHmac("sha256", secret).update(`${timestamp}\n${nonce}\n`).update(body).digest("hex");
}

/** Headers that sign a body now. */
export function signedHeaders(secret: string, body: Uint8Array, now: Date): Record<string, string> {
  const [timestamp, nonce] = [String(Math.floor(now.getTime() / 1000)), randomUUID()];
  return {
    [SIGNATURE_HEADERS.timestamp]: timestamp,
    [SIGNATURE_HEADERS.nonce]: nonce,
    [SIGNATURE_HEADERS.signature]: signatureOf(secret, timestamp, nonce, body),
  };
}

const eventBody = z.strictObject({
  orderId: z.string().min(1).max(40),
  kind: z.enum(["paid", "failed", "closed"]),
  amountFen: z.int().positive(),
  transactionNo: z.string().max(60),
});

/** A provider of the plainest kind: for tests and trials, and the pattern for a real one. */
export function sandboxProvider({ url, secret }: { url: string; secret: string }): PaymentProvider {
  return {
    name: "sandbox",
    async begin(order) {
      const body = new TextEncoder().encode(JSON.stringify(order));
      const headers = { "content-type": "application/json", ...signedHeaders(secret, body, new Date()) };
      const answer = await fetch(new URL("/orders", url), { method: "POST", headers, body });
      if (!answer.ok) throw new Error(`the payment provider answered ${answer.status}`);
      return z.object({ payUrl: z.url() }).parse(await answer.json());
    },
    verify({ body, timestamp, nonce, signature }, now) {
      if (!timestamp || !nonce || !signature || nonce.length > 80) return { ok: false, why: "unsigned" };
      const [given, made] = [Buffer.from(signature), Buffer.from(signatureOf(secret, timestamp, nonce, body))];
      if (given.length !== made.length || !timingSafeEqual(given, made)) return { ok: false, why: "forged" };
      const ageSeconds = Math.abs(now.getTime() / 1000 - Number(timestamp));
      return ageSeconds <= FRESH_SECONDS ? { ok: true, nonce } : { ok: false, why: "stale" };
    },
    read(body) {
      try {
        const read = eventBody.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body)));
        return read.success ? read.data : null;
      } catch {
        return null;
      }
    },
  };
}
