/** Nobody: above every score. */
export const NOBODY = 0xffffffff;

/**
 * Some places and who holds them, by score: the lower the better. A binary heap with the worst at its top,
 * which grows as it fills, so that all of them together never hold more than there are applicants.
 */
export class HeldPlaces {
  private scores = new Uint32Array(4);
  size = 0;

  /** The worst score held. Only where somebody holds a place. */
  get worst(): number {
    return this.scores[0] ?? NOBODY;
  }

  push(score: number): void {
    if (this.size === this.scores.length) {
      const grown = new Uint32Array(2 * this.size);
      grown.set(this.scores);
      this.scores = grown;
    }
    const { scores } = this;
    let at = this.size++;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = scores[above] ?? 0;
      if (other >= score) break;
      scores[at] = other;
      at = above;
    }
    scores[at] = score;
  }

  /** Puts `score` in the place of the worst, which is given back. */
  replaceWorst(score: number): number {
    const worst = this.worst;
    this.sink(score);
    return worst;
  }

  /** One place less: gives back the worst, who loses it. */
  dropWorst(): number {
    const worst = this.worst;
    this.size--;
    if (this.size > 0) this.sink(this.scores[this.size] ?? 0);
    return worst;
  }

  private sink(score: number): void {
    const { scores, size } = this;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && (scores[below + 1] ?? 0) > (scores[below] ?? 0)) below++;
      const other = scores[below] ?? 0;
      if (other <= score) break;
      scores[at] = other;
      at = below;
    }
    scores[at] = score;
  }
}
