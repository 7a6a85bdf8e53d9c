import type { ChoiceCategory } from "./choice-problem.ts";
import { HeldPlaces, NOBODY } from "./held-places.ts";
import type { Priority } from "./priority.ts";

type Reserve = { classBit: number; places: number; held: HeldPlaces };

/**
 * The choice rule of one category with soft reserves, one applicant at a time.
 *
 * The rule takes, for each reserve in turn, the best of its class who are not yet taken, then the best of all others for
 * every place left. Whoever comes later passes the same stages: at each they find room, push out its worst, who goes on to
 * the next stage, or go on themselves. So exactly one applicant is turned away for each that comes once all is full.
 * The rule is substitutable and satisfies the law of aggregate demand (sequential choice with capacities that are passed
 * on: Westkamp 2013, "An analysis of the German university admissions system"; Hafalir, Yenmez and Yildirim 2013,
 * "Effective affirmative action in school choice"), which is why whoever is turned away never needs to be looked at again
 * and why no list but the true one serves anybody better.
 */
export class Admission {
  readonly priority: Priority;
  private readonly classes: Uint32Array;
  private readonly reserves: Reserve[];
  private readonly open = new HeldPlaces();
  private openPlaces: number;

  constructor(category: ChoiceCategory, priority: Priority, classes: Uint32Array) {
    this.priority = priority;
    this.classes = classes;
    this.reserves = category.reserves.map(({ classBit, places }) => ({ classBit, places, held: new HeldPlaces() }));
    this.openPlaces = category.places;
  }

  /** Whoever is in no class with a reserve here needs a score below this one. */
  get bar(): number {
    if (this.open.size < this.openPlaces) return NOBODY;
    return this.openPlaces === 0 ? 0 : this.open.worst;
  }

  /** Whoever is in a class with a reserve here needs a score below this one at least. */
  get classBar(): number {
    let bar = this.bar;
    for (const { places, held } of this.reserves) {
      if (held.size < places) return NOBODY;
      if (places > 0 && held.worst > bar) bar = held.worst;
    }
    return bar;
  }

  /** Takes the applicant of this score in and gives the score that is turned away for it: its own, another's or NOBODY. */
  admit(score: number): number {
    let coming = score;
    for (const { classBit, places, held } of this.reserves) {
      if (((this.classes[this.priority.rowOf(coming)] ?? 0) & classBit) === 0) continue;
      if (held.size < places) {
        held.push(coming);
        // A reserved place that others filled so far goes back to the class.
        this.openPlaces--;
        return this.open.size > this.openPlaces ? this.open.dropWorst() : NOBODY;
      }
      if (places > 0 && coming < held.worst) coming = held.replaceWorst(coming);
    }
    if (this.open.size < this.openPlaces) {
      this.open.push(coming);
      return NOBODY;
    }
    return coming < this.bar ? this.open.replaceWorst(coming) : coming;
  }
}
