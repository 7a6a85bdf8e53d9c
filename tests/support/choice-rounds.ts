import fc from "fast-check";
import type { ChoiceCategory, ChoiceProblem } from "#lib/allocation/acceptance";

// Rounds as plain objects, and the choice made the slow way that can be seen to be right.

export type Person = {
  choices: number[];
  group: number;
  gender: number;
  classes: number;
  maxRentFen: number;
  anyOther: boolean;
};
/** People and categories are named by their place in these lists; `order` holds people, best first. */
export type Round = { order: number[]; people: Person[]; categories: ChoiceCategory[] };
export type Got = { category: number; choice: number };

export const person = (choices: number[], given: Partial<Person> = {}): Person => ({
  choices,
  group: 1,
  gender: 0,
  classes: 0,
  maxRentFen: Number.POSITIVE_INFINITY,
  anyOther: false,
  ...given,
});

export const category = (places: number, given: Partial<ChoiceCategory> = {}): ChoiceCategory => ({
  places,
  rentFen: null,
  reserves: [],
  minGroup: 1,
  maxGroup: 9,
  gender: 0,
  priority: null,
  ...given,
});

export function problemOf({ order, people, categories }: Round): ChoiceProblem {
  const choiceStart = new Uint32Array(people.length + 1);
  people.forEach(({ choices }, row) => {
    choiceStart[row + 1] = (choiceStart[row] ?? 0) + choices.length;
  });
  return {
    order: Uint32Array.from(order),
    choiceStart,
    choiceCategory: Uint32Array.from(people.flatMap(({ choices }) => choices)),
    group: Uint16Array.from(people, ({ group }) => group),
    classes: Uint32Array.from(people, ({ classes }) => classes),
    gender: Uint8Array.from(people, ({ gender }) => gender),
    maxRentFen: Float64Array.from(people, ({ maxRentFen }) => maxRentFen),
    anyOther: Uint8Array.from(people, ({ anyOther }) => (anyOther ? 1 : 0)),
    categories,
  };
}

export function fits(who: Person, { minGroup, maxGroup, gender, rentFen }: ChoiceCategory): boolean {
  const rightGender = gender === 0 || gender === who.gender;
  return who.group >= minGroup && who.group <= maxGroup && rightGender && (rentFen ?? 0) <= who.maxRentFen;
}

/** The categories that the person would live in, best first. */
export function wishesOf({ people, categories }: Round, who: number): number[] {
  const wishing = people[who] ?? person([]);
  const all = wishing.anyOther ? [...wishing.choices, ...categories.keys()] : wishing.choices;
  return [...new Set(all)].filter((wish) => fits(wishing, categories[wish] ?? category(0)));
}

/** The choice rule of a category among `pool`: who is taken on each reserve, and who on what is left. */
export function choose(round: Round, index: number, pool: readonly number[]): { reserved: number[][]; open: number[] } {
  const { places, reserves, priority } = round.categories[index] ?? category(0);
  const all = [...new Set([...(priority ?? []), ...round.order])];
  let left = all.filter((who) => pool.includes(who));
  const takeBest = (from: number[], count: number): number[] => {
    const taken = from.slice(0, count);
    left = left.filter((who) => !taken.includes(who));
    return taken;
  };
  const inClass = (bit: number) => left.filter((who) => ((round.people[who]?.classes ?? 0) & bit) !== 0);
  const reserved = reserves.map((reserve) => takeBest(inClass(reserve.classBit), reserve.places));
  return { reserved, open: takeBest(left, places - reserved.flat().length) };
}

/** Gale and Shapley's own words: all who have no place propose at once, each category keeps what it likes best. */
export function acceptanceByHand(round: Round): Got[] {
  const lists = round.people.map((_, who) => wishesOf(round, who));
  const held = new Map<number, number[]>();
  const place = (who: number) => [...held].find(([, people]) => people.includes(who))?.[0] ?? -1;
  for (;;) {
    const proposing = lists.flatMap((list, who) => (place(who) === -1 && list.length > 0 ? [who] : []));
    if (proposing.length === 0) break;
    for (const who of proposing) {
      const wish = lists[who]?.shift() ?? -1;
      held.set(wish, [...(held.get(wish) ?? []), who]);
    }
    for (const [index, pool] of held) {
      const { reserved, open } = choose(round, index, pool);
      held.set(index, [...reserved.flat(), ...open]);
    }
  }
  return round.people.map(({ choices }, who) => {
    const got = place(who);
    return { category: got, choice: got === -1 ? -1 : choices.indexOf(got) + 1 };
  });
}

type Sizes = { people: number; categories: number; places: number };

/** Small rounds with everything in them: classes, groups, genders, rents, own priorities, "anything else". */
export function rounds({ people, categories, places }: Sizes, plain = false): fc.Arbitrary<Round> {
  const sizes = fc.record({
    people: fc.integer({ min: 1, max: people }),
    kinds: fc.integer({ min: 1, max: categories }),
  });
  return sizes.chain((size) => {
    const everybody = [...Array(size.people).keys()];
    const kinds = [...Array(size.kinds).keys()];
    const rows = { minLength: size.people, maxLength: size.people };
    const order = fc.shuffledSubarray(everybody, rows);
    const anyCategory = (plain ? fc.constant([]) : reservesFor(places)).chain((reserves) =>
      fc.record({
        places: fc.integer({ min: reserves.reduce((sum, reserve) => sum + reserve.places, 0), max: 2 * places }),
        rentFen: fc.constantFrom(null, 1000, 2000, 3000),
        reserves: fc.constant(reserves),
        minGroup: fc.constantFrom(1, 1, 2),
        maxGroup: fc.integer({ min: 2, max: 4 }),
        gender: fc.constantFrom(0, 0, 1, 2),
        priority: plain
          ? fc.constant(null)
          : fc.option(fc.shuffledSubarray(everybody).map((own) => Uint32Array.from(own))),
      }),
    );
    const anyPerson = fc.record({
      choices: fc.shuffledSubarray(kinds),
      group: fc.constantFrom(1, 2, 2, 3),
      gender: fc.constantFrom(0, 1, 2),
      classes: fc.integer({ min: 0, max: 3 }),
      maxRentFen: fc.constantFrom(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 1500, 2000),
      anyOther: fc.boolean(),
    });
    const offered = fc.array(anyCategory as fc.Arbitrary<ChoiceCategory>, {
      minLength: size.kinds,
      maxLength: size.kinds,
    });
    return fc.record({ order, people: fc.array(anyPerson, rows), categories: offered });
  });
}

const reservesFor = (places: number): fc.Arbitrary<ChoiceCategory["reserves"]> =>
  fc.array(
    fc.record({ classBit: fc.constantFrom(1, 2), places: fc.integer({ min: 0, max: Math.max(1, places >> 1) }) }),
    { maxLength: 2 },
  );
