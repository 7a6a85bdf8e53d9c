const at = (from: Int32Array, i: number): number => from[i] ?? 0;

// The least that any program must do for a draw and a choice, on bare typed arrays and without the product's code.

/** SHA-256's compression of so many blocks, one after the other: constants and message stand still, the state goes on. */
export function hashBlocks(blocks: number): number {
  const k = Int32Array.from({ length: 64 }, (_, t) => Math.imul(t + 1, 0x9e3779b1));
  const w = new Int32Array(64);
  const s = Int32Array.from({ length: 8 }, (_, i) => Math.imul(i + 1, 0x85ebca6b));
  for (let block = 0; block < blocks; block++) {
    for (let t = 0; t < 16; t++) w[t] = block + t;
    for (let t = 16; t < 64; t++) {
      const x = at(w, t - 15);
      const y = at(w, t - 2);
      const early = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const late = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = (early + late + at(w, t - 7) + at(w, t - 16)) | 0;
    }
    let a = at(s, 0);
    let b = at(s, 1);
    let c = at(s, 2);
    let d = at(s, 3);
    let e = at(s, 4);
    let f = at(s, 5);
    let g = at(s, 6);
    let h = at(s, 7);
    for (let t = 0; t < 64; t++) {
      const turned = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + turned + (g ^ (e & (f ^ g))) + at(k, t) + at(w, t)) | 0;
      const other = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + other + ((b & c) | (d & (b | c)))) | 0;
    }
    s[0] = at(s, 0) + a;
    s[1] = at(s, 1) + b;
    s[2] = at(s, 2) + c;
    s[3] = at(s, 3) + d;
    s[4] = at(s, 4) + e;
    s[5] = at(s, 5) + f;
    s[6] = at(s, 6) + g;
    s[7] = at(s, 7) + h;
  }
  return at(s, 0);
}

/** The first 8 bytes of each key of 32, as numbers. */
export function headsOf(keys: Uint8Array): BigUint64Array {
  const view = new DataView(keys.buffer, keys.byteOffset);
  return BigUint64Array.from({ length: keys.length / 32 }, (_, row) => view.getBigUint64(row * 32));
}

/** Reads every list once, in the order given. */
export function sweepInOrder(order: Uint32Array, starts: Uint32Array, entries: Uint32Array): number {
  let sum = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const row = order[rank] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let at = starts[row] ?? 0; at < end; at++) sum = (sum + (entries[at] ?? 0)) | 0;
  }
  return sum;
}
