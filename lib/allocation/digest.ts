import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { hexToBytes } from "@noble/hashes/utils.js";

// The one file of the draw that names a hash, so that a national hash could take its place (GB/T 32905, SM3);
// only the keys of whole cities have its inside written out besides (compression.ts).
// @noble/hashes is synchronous and the same in Node and in the browser; Web Crypto is neither.

const encoder = new TextEncoder();

export const utf8 = (text: string): Uint8Array => encoder.encode(text);
export const digest = (bytes: Uint8Array): Uint8Array => sha256(bytes);

/** SHA-256 of a text that is handed over in pieces, for one that is longer than a string may be. */
export function digestOf(pieces: Iterable<string>): Uint8Array {
  const hash = sha256.create();
  for (const piece of pieces) hash.update(utf8(piece));
  return hash.digest();
}

const DIGITS = utf8("0123456789abcdef");

/** Written at once: put together digit by digit, the keys of a million applicants take ten times the memory. */
export function hexOf(bytes: Uint8Array): string {
  const digits = new Uint8Array(2 * bytes.length);
  for (const [at, byte] of bytes.entries()) {
    digits[2 * at] = DIGITS[byte >> 4] ?? 0;
    digits[2 * at + 1] = DIGITS[byte & 15] ?? 0;
  }
  return String.fromCharCode(...digits);
}

/** The bytes of a hex text of whole bytes in either case; null where it is none. */
export const bytesOf = (hex: string): Uint8Array | null => (/^(?:[0-9a-f]{2})+$/i.test(hex) ? hexToBytes(hex) : null);

/** HKDF-Extract with SHA-256 (RFC 5869, section 2.2). */
export const extractKey = (salt: Uint8Array, keyingMaterial: Uint8Array): Uint8Array =>
  hmac(sha256, salt, keyingMaterial);

/** Below 0 when `a` comes first in ascending order of bytes; a prefix comes before what it begins. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Below 0 when the UTF-8 bytes of `a` come first, told from the texts themselves; both are valid Unicode. */
export function compareAsBytes(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return byteRank(x) - byteRank(y);
  }
  return a.length - b.length;
}

/** In UTF-8 the characters beyond U+FFFF come last; in UTF-16 their halves, from D800 to DFFF, come before U+E000. */
const byteRank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);
