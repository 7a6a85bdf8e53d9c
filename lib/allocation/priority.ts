import { invariant } from "../errors.ts";

/** Where each row stands in the common order: `order` turned round. */
export function ranksOf(order: Uint32Array): Uint32Array {
  const ranks = new Uint32Array(order.length);
  for (let rank = 0; rank < order.length; rank++) ranks[order[rank] ?? 0] = rank;
  return ranks;
}

/**
 * Who comes before whom at one category: scores, the lower the better. Whom the category lists itself comes first, with
 * the place in that list as score; all others follow in the common order. Without a list of its own a score is a rank.
 */
export class Priority {
  private readonly order: Uint32Array;
  private readonly ranks: Uint32Array;
  private readonly listed: Uint32Array;
  /** place in the list + 1, found by hashing the row (linear probing): as much memory as the list, not as the city */
  private readonly slots: Uint32Array;
  private readonly shift: number;

  constructor(order: Uint32Array, ranks: Uint32Array, listed: Uint32Array) {
    this.order = order;
    this.ranks = ranks;
    this.listed = listed;
    const bits = Math.ceil(Math.log2(2 * Math.max(listed.length, 1)));
    this.slots = new Uint32Array(listed.length === 0 ? 0 : 2 ** bits);
    this.shift = 32 - bits;
    for (let place = 0; place < listed.length; place++) {
      const row = listed[place] ?? 0;
      const slot = this.slotOf(row);
      invariant(row < order.length && this.slots[slot] === 0, "a priority names known applicants, each once");
      this.slots[slot] = place + 1;
    }
  }

  scoreOf(row: number): number {
    const rank = this.ranks[row] ?? 0;
    if (this.slots.length === 0) return rank;
    const place = this.slots[this.slotOf(row)] ?? 0;
    return place > 0 ? place - 1 : this.listed.length + rank;
  }

  rowOf(score: number): number {
    const { listed } = this;
    return (score < listed.length ? listed[score] : this.order[score - listed.length]) ?? 0;
  }

  /** The slot that holds the row, or the empty one where it would go. */
  private slotOf(row: number): number {
    let slot = Math.imul(row, 0x9e3779b1) >>> this.shift;
    for (;;) {
      const place = this.slots[slot] ?? 0;
      if (place === 0 || this.listed[place - 1] === row) return slot;
      slot = (slot + 1) & (this.slots.length - 1);
    }
  }
}
