import { BLOCK_WORDS, compress, INITIAL_STATE, STATE_WORDS } from "./compression.ts";
import { compareBytes, extractKey, utf8 } from "./digest.ts";
import { rowsFrom0, sortByWord } from "./radix.ts";

// The keys of draft-thomson-elegy-vrs-00 for whole cities: without an object for each label.

/** Bytes of a key. */
export const KEY_BYTES = 32;
const BLOCK_BYTES = 64;
/** What follows the last byte of a message at least: 0x80 and the length in bits, 8 bytes (FIPS 180-4, section 5.1.1). */
const PADDING_BYTES = 9;

/**
 * The key of each label, 32 bytes each, row `i` for `labels[i]`.
 * HKDF-SHA256 with the UTF-8 bytes of the canonical randomness as keying material, the code as salt, the label as info:
 * the one block T(1) = HMAC(prk, label | 0x01) of RFC 5869, section 2.3. The states of HMAC after its two pads
 * (RFC 2104, section 4) are made once. Whether labels are unique and well formed is for the reader of a round to check.
 */
export function keysOf(code: Uint8Array, randomness: string, labels: readonly string[]): Uint8Array {
  const prk = extractKey(code, utf8(randomness));
  const [inner, outer] = [padded(prk, 0x36), padded(prk, 0x5c)];
  const keys = new Uint8Array(labels.length * KEY_BYTES);
  const view = new DataView(keys.buffer);
  const state = new Int32Array(STATE_WORDS);
  const hashed = new Int32Array(BLOCK_WORDS);
  hashed[STATE_WORDS] = 0x80000000;
  hashed[BLOCK_WORDS - 1] = (BLOCK_BYTES + KEY_BYTES) * 8;
  let words = new Int32Array(4 * BLOCK_WORDS);

  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? "";
    const most = blocksFor(3 * label.length) * BLOCK_WORDS;
    if (most > words.length) words = new Int32Array(most);
    const blocks = writeMessage(label, words);
    compress(inner, words, 0, state);
    for (let block = 1; block < blocks; block++) compress(state, words, block * BLOCK_WORDS, state);
    for (let i = 0; i < STATE_WORDS; i++) hashed[i] = state[i] ?? 0;
    compress(outer, hashed, 0, state);
    for (let i = 0; i < STATE_WORDS; i++) view.setInt32(row * KEY_BYTES + 4 * i, state[i] ?? 0);
  }
  return keys;
}

/** The state of SHA-256 after the 32 bytes of `key`, filled up with zeros and joined with `pad` bit by bit. */
function padded(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(BLOCK_BYTES).fill(pad);
  for (let i = 0; i < key.length; i++) block[i] = (key[i] ?? 0) ^ pad;
  const view = new DataView(block.buffer);
  const words = Int32Array.from({ length: BLOCK_WORDS }, (_, i) => view.getInt32(4 * i));
  const state = new Int32Array(STATE_WORDS);
  compress(INITIAL_STATE, words, 0, state);
  return state;
}

/** Blocks of a message of so many bytes of label, the counter 0x01 and the padding. */
const blocksFor = (bytes: number): number => Math.ceil((bytes + 1 + PADDING_BYTES) / BLOCK_BYTES);

/** Writes label | 0x01 and the padding of a message that follows one block of HMAC's; gives the number of blocks. */
function writeMessage(label: string, words: Int32Array): number {
  let length = label.length;
  words.fill(0, 0, blocksFor(length) * BLOCK_WORDS);
  for (let i = 0; i < length; i++) {
    const unit = label.charCodeAt(i);
    if (unit > 0x7f) {
      length = writeBytes(utf8(label), words);
      break;
    }
    words[i >> 2] = (words[i >> 2] ?? 0) | (unit << (24 - 8 * (i & 3)));
  }
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x01 << (24 - 8 * (length & 3)));
  length++;
  words[length >> 2] = (words[length >> 2] ?? 0) | (0x80 << (24 - 8 * (length & 3)));
  const blocks = blocksFor(length - 1);
  const bits = (BLOCK_BYTES + length) * 8;
  words[blocks * BLOCK_WORDS - 2] = Math.floor(bits / 2 ** 32);
  words[blocks * BLOCK_WORDS - 1] = bits;
  return blocks;
}

function writeBytes(bytes: Uint8Array, words: Int32Array): number {
  words.fill(0, 0, blocksFor(bytes.length) * BLOCK_WORDS);
  for (let i = 0; i < bytes.length; i++) {
    words[i >> 2] = (words[i >> 2] ?? 0) | ((bytes[i] ?? 0) << (24 - 8 * (i & 3)));
  }
  return bytes.length;
}

/**
 * The rows of `keys` in ascending order of their 32 bytes. Equal keys, which no draw of unique labels has, keep their order.
 * Sorted by the first four bytes; the few that share them (some hundred pairs in a million) are compared in full.
 */
export function orderByKey(keys: Uint8Array): Uint32Array {
  const count = Math.floor(keys.length / KEY_BYTES);
  const view = new DataView(keys.buffer, keys.byteOffset, keys.byteLength);
  const heads = new Uint32Array(count);
  for (let row = 0; row < count; row++) heads[row] = view.getUint32(row * KEY_BYTES);
  const order = sortByWord(rowsFrom0(count), heads);
  const compare = (a: number, b: number) => compareBytes(keyAt(keys, a), keyAt(keys, b)) || a - b;
  for (let start = 0, end = 1; start < count; start = end++) {
    while (end < count && heads[order[end] ?? 0] === heads[order[start] ?? 0]) end++;
    if (end - start > 1) order.subarray(start, end).sort(compare);
  }
  return order;
}

/** The bytes of one row. */
export const keyAt = (keys: Uint8Array, row: number): Uint8Array =>
  keys.subarray(row * KEY_BYTES, (row + 1) * KEY_BYTES);
