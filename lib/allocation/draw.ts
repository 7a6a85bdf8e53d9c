import { type Decision, grant, invariant, refuse } from "../errors.ts";
import { compareBytes, digest, hexOf } from "./digest.ts";

// The draw follows draft-thomson-elegy-vrs-00, "A Verifiable Random Selection Process", byte for byte: here its one-time
// codes, in keys.ts the keys that follow from them.

/** How often a round's secret is hashed: a commitment allows one draw less than this. */
export const CHAIN_LENGTH = 32;

/**
 * The hash chain of a secret: `chain[i]` is SHA-256 applied `i` times, `chain[0]` the secret itself, and the last link,
 * `chain[length]`, the commitment to publish before the randomness exists (One-Time Codes).
 */
export function chainFrom(secret: Uint8Array, length: number): Uint8Array[] {
  invariant(secret.length > 0, "a draw needs a secret");
  invariant(Number.isSafeInteger(length) && length >= 2, "a chain has two links or more");
  const chain = [secret];
  let link = secret;
  for (let i = 0; i < length; i++) {
    link = digest(link);
    chain.push(link);
  }
  return chain;
}

/** The commitment to a secret, in hex. */
export function commitmentOf(secret: Uint8Array, length = CHAIN_LENGTH): string {
  const commitment = chainFrom(secret, length)[length];
  invariant(commitment, "a chain ends in its commitment");
  return hexOf(commitment);
}

/**
 * The one-time code of the `draw`-th draw (from 1): the link before the one last published.
 * Refused once only the secret is left, which "cannot be used".
 */
export function revealAt(secret: Uint8Array, length: number, draw: number): Decision<{ code: Uint8Array }> {
  invariant(Number.isSafeInteger(draw) && draw >= 1, "draws are counted from 1");
  const code = draw < length ? chainFrom(secret, length)[length - draw] : undefined;
  return code ? grant({ code }) : refuse("draw-chain-used-up", { draws: length - 1 });
}

/**
 * How many hashes lead from the code to the commitment: the number of the draw that used it.
 * Null when `maxSteps` do not reach it, and for the commitment itself, which everybody knew beforehand.
 */
export function verifyCode(code: Uint8Array, commitment: Uint8Array, maxSteps: number): number | null {
  let link = code;
  if (compareBytes(link, commitment) === 0) return null;
  for (let step = 1; step <= maxSteps; step++) {
    link = digest(link);
    if (compareBytes(link, commitment) === 0) return step;
  }
  return null;
}
