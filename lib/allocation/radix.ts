const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const PASSES = 3;

/** 0, 1, 2 … */
export function rowsFrom0(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/**
 * Sorts `indices`, each index of `words` once, by `words[index]` ascending; those of equal words keep their order.
 * By digits of 11 bits from the lowest up, a digit that all words share being skipped.
 * Gives a sorted array, which may be `indices` itself, changed; `words` stays as it is.
 */
export function sortByWord(indices: Uint32Array, words: Uint32Array): Uint32Array {
  const count = indices.length;
  const starts = countDigits(words);
  let from = indices;
  let to: Uint32Array | null = null;
  for (let pass = 0; pass < PASSES; pass++) {
    const start = starts.subarray(pass * DIGITS, (pass + 1) * DIGITS);
    if (start.includes(count)) continue;
    toStarts(start);
    const target = to ?? new Uint32Array(count);
    const shift = pass * DIGIT_BITS;
    for (let i = 0; i < count; i++) {
      const index = from[i] ?? 0;
      const digit = ((words[index] ?? 0) >>> shift) & (DIGITS - 1);
      const place = start[digit] ?? 0;
      start[digit] = place + 1;
      target[place] = index;
    }
    to = from;
    from = target;
  }
  return from;
}

/** How many words have each digit, for every pass. */
function countDigits(words: Uint32Array): Uint32Array {
  const counts = new Uint32Array(PASSES * DIGITS);
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? 0;
    const low = word & (DIGITS - 1);
    const middle = DIGITS + ((word >>> DIGIT_BITS) & (DIGITS - 1));
    const high = 2 * DIGITS + (word >>> (2 * DIGIT_BITS));
    counts[low] = (counts[low] ?? 0) + 1;
    counts[middle] = (counts[middle] ?? 0) + 1;
    counts[high] = (counts[high] ?? 0) + 1;
  }
  return counts;
}

function toStarts(counts: Uint32Array): void {
  let sum = 0;
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit] ?? 0;
    counts[digit] = sum;
    sum += count;
  }
}
