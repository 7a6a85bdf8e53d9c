import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { assign, assignByAcceptance, type Choices } from "#lib/allocation/acceptance";
import { assignInTurn } from "#lib/allocation/turns";
import {
  acceptanceByHand,
  category,
  choose,
  fits,
  type Got,
  person,
  problemOf,
  type Round,
  rounds,
  wishesOf,
} from "#tests/support/choice-rounds";
import { serialByHand } from "#tests/support/serial-by-hand";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const listed = ({ category, choice }: Choices): Got[] =>
  Array.from(category, (got, who) => ({ category: got, choice: choice[who] ?? -1 }));
const outcome = (round: Round): Got[] => listed(assign(problemOf(round)));
const gotBy = (round: Round): number[] => outcome(round).map((got) => got.category);

const SMALL = { people: 7, categories: 4, places: 2 };
const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void, numRuns = 1000) =>
  fc.assert(
    fc.property(arbitrary, (value) => void holds(value)),
    { numRuns },
  );

/** Where the person stands in their own true wishes: 0 the best; nothing is worse than all, a place not wished worst. */
function rankOf(truth: Round, who: number, got: number): number {
  const wishes = wishesOf(truth, who);
  if (got === -1) return wishes.length;
  return wishes.includes(got) ? wishes.indexOf(got) : Number.POSITIVE_INFINITY;
}

/** Whoever would rather have the category than what they got. */
const wanting = (round: Round, got: readonly number[], index: number): number[] =>
  got.flatMap((mine, who) => {
    const wishes = wishesOf(round, who);
    return wishes.includes(index) && rankOf(round, who, index) < rankOf(round, who, mine) ? [who] : [];
  });

describe("worked examples", () => {
  // Our own, by hand: no paper with these numbers was found. That the order in which reserved and open places are filled
  // decides who gets in is shown by Dur, Kominers, Pathak and Sönmez (2018), "Reserve Design: Unintended Consequences and
  // the Demise of Boston's Walk Zones", Journal of Political Economy 126.
  test("an unclaimed reserve goes to the next by rank and not around them: a and b live in X, c in Y", () => {
    const people = [person([0, 1]), person([0, 1]), person([0, 1])];
    const categories = [category(2, { reserves: [{ classBit: 1, places: 1 }] }), category(1)];
    expect(gotBy({ order: [0, 1, 2], people, categories })).toEqual([0, 0, 1]);
  });

  test("Abdulkadiroğlu and Sönmez 2003, example 1: the only stable assignment is found, though all could trade", () => {
    // The paper itself was not at hand and no public copy of its table was found: written down as it is usually told, and
    // therefore worked out by hand here.
    // i1: s2 s1 s3, i2 and i3: s1 s2 s3; s1: i1 i3 i2, s2 and s3: i2 i1 i3. By hand: s1 keeps i3 of i2 and i3; i2 goes to
    // s2, which keeps i2 of i1 and i2; i1 goes to s1, which keeps i1 of i1 and i3; i3 goes to s2 in vain and then to s3.
    const people = [person([1, 0, 2]), person([0, 1, 2]), person([0, 1, 2])];
    const school = (...priority: number[]) => category(1, { priority: Uint32Array.from(priority) });
    const categories = [school(0, 2, 1), school(1, 0, 2), school(1, 0, 2)];
    expect(outcome({ order: [0, 1, 2], people, categories })).toEqual([
      { category: 0, choice: 2 },
      { category: 1, choice: 2 },
      { category: 2, choice: 3 },
    ]);
  });

  test("the example of DeferredAcceptance.jl, examples/SchoolIncentives.jl, after Azevedo and Leshno (2016)", () => {
    // Two schools with 2 and 3 places; their orders of the five students are those of the scores given there.
    const schools = [
      category(2, { priority: Uint32Array.of(1, 0, 2, 3, 4) }),
      category(3, { priority: Uint32Array.of(0, 3, 1, 2, 4) }),
    ];
    const [one, two] = [person([0, 1]), person([1, 0])];
    const order = [4, 3, 2, 1, 0];
    expect(gotBy({ order, people: [two, one, one, one, one], categories: schools })).toEqual([1, 0, 0, 1, 1]);
    // School 2 gets better and student 2 now prefers it, which costs it student 4.
    expect(gotBy({ order, people: [two, two, one, one, one], categories: schools })).toEqual([1, 1, 0, 0, 1]);
  });

  test("whoever is in two classes counts for the first reserve that has room", () => {
    const people = [person([0], { classes: 3 }), person([0], { classes: 1 }), person([0]), person([0], { classes: 2 })];
    const reserves = [1, 2].map((classBit) => ({ classBit, places: 1 }));
    expect(gotBy({ order: [0, 1, 2, 3], people, categories: [category(3, { reserves })] })).toEqual([0, 0, -1, 0]);
  });

  test("a category's own list comes first, whoever is not on it follows in the common order", () => {
    const people = [person([0]), person([0]), person([0])];
    const categories = [category(2, { priority: Uint32Array.of(2) })];
    expect(gotBy({ order: [0, 1, 2], people, categories })).toEqual([0, -1, 0]);
  });

  test("what came by anything else is told as place 0, in the order of the categories", () => {
    const people = [person([2], { anyOther: true }), person([2], { anyOther: true })];
    const categories = [category(1, { rentFen: 2000, minGroup: 2 }), category(1), category(1)];
    expect(outcome({ order: [1, 0], people, categories })).toEqual([
      { category: 1, choice: 0 },
      { category: 2, choice: 1 },
    ]);
  });

  test("arrays that do not fit together are refused", () => {
    const of =
      (given: Parameters<typeof category>[1], choices = [0]) =>
      () =>
        gotBy({ order: [0], people: [person(choices)], categories: [category(1, given)] });
    expect(of({}, [1])).toThrow("known categories");
    expect(of({ reserves: [{ classBit: 1, places: 2 }] })).toThrow("within the places");
    expect(of({ reserves: [{ classBit: 0, places: 1 }] })).toThrow("one class");
    expect(of({ reserves: [{ classBit: 3, places: 1 }] })).toThrow("one class");
    expect(of({ priority: Uint32Array.of(0, 0) })).toThrow("each once");
    expect(of({ priority: Uint32Array.of(1) })).toThrow("known applicants");
  });
});

describe("the fast ways agree with the slow ones", () => {
  test("deferred acceptance gives what proposing round by round gives", () => {
    always(rounds(SMALL), (round) => expect(outcome(round)).toEqual(acceptanceByHand(round)));
    always(
      rounds({ people: 60, categories: 6, places: 8 }),
      (round) => expect(outcome(round)).toEqual(acceptanceByHand(round)),
      50,
    );
  });

  test("with one order and no reserves, the short way gives what deferred acceptance gives", () => {
    always(rounds(SMALL, true), (round) => {
      const problem = problemOf(round);
      expect(assignInTurn(problem)).toEqual(assignByAcceptance(problem));
    });
  });

  test("the short way gives what serial dictatorship by hand gives", () => {
    always(rounds(SMALL, true), ({ order, people, categories }) => {
      const all = {
        order,
        people: people.map((who) => person(who.choices, { anyOther: who.anyOther })),
        categories: categories.map(({ places }) => category(places)),
      };
      const applicants = people.map(({ choices, anyOther }, who) => ({
        id: `A${who}`,
        choices: choices.map(String),
        anyOther,
      }));
      const { assignments } = serialByHand(
        order.map((who) => `A${who}`),
        applicants,
        categories.map(({ places }, index) => ({ id: `${index}`, places })),
      );
      const fast = outcome(all);
      expect(order.map((who) => fast[who])).toEqual(
        assignments.map((one) => ({
          category: one.category === null ? -1 : Number(one.category),
          choice: one.choice ?? (one.category === null ? -1 : 0),
        })),
      );
    });
  });
});

describe("what holds in every round", () => {
  test("1 nobody would rather have a category whose rule would have taken them", () => {
    always(rounds(SMALL), (round) => {
      const got = gotBy(round);
      for (const index of round.categories.keys()) {
        const held = got.flatMap((mine, who) => (mine === index ? [who] : []));
        for (const who of wanting(round, got, index)) {
          const { reserved, open } = choose(round, index, [...held, who]);
          expect([...reserved.flat(), ...open]).not.toContain(who);
        }
      }
    });
  });

  test("2 no place stays empty while somebody whom it suits wants it", () => {
    always(rounds(SMALL), (round) => {
      const got = gotBy(round);
      round.categories.forEach(({ places }, index) => {
        const empty = places - got.filter((mine) => mine === index).length;
        if (empty > 0) expect(wanting(round, got, index)).toEqual([]);
      });
    });
  });

  test("3 each reserve is full, or nobody of its class is left who wants it", () => {
    always(rounds(SMALL), (round) => {
      const got = gotBy(round);
      round.categories.forEach(({ reserves }, index) => {
        const { reserved } = choose(
          round,
          index,
          got.flatMap((mine, who) => (mine === index ? [who] : [])),
        );
        const left = wanting(round, got, index);
        reserves.forEach(({ classBit, places }, r) => {
          if ((reserved[r]?.length ?? 0) < places)
            expect(left.filter((who) => ((round.people[who]?.classes ?? 0) & classBit) !== 0)).toEqual([]);
        });
      });
    });
  });

  test("5 no other list, no other highest rent and no tick at anything else serves anybody better than the truth", () => {
    const lists = (kinds: number[]): number[][] => [
      [],
      ...kinds.flatMap((first) => lists(kinds.filter((kind) => kind !== first)).map((rest) => [first, ...rest])),
    ];
    const asked = rounds({ people: 6, categories: 3, places: 1 }).chain((round) =>
      fc.tuple(fc.constant(round), fc.nat(round.people.length - 1)),
    );
    always(asked, ([truth, who]) => {
      const honest = rankOf(truth, who, gotBy(truth)[who] ?? -1);
      const told = truth.people[who] ?? person([]);
      for (const choices of lists([...truth.categories.keys()]))
        for (const anyOther of [false, true])
          for (const maxRentFen of [1500, Number.POSITIVE_INFINITY]) {
            const people = truth.people.with(who, { ...told, choices, anyOther, maxRentFen });
            expect(rankOf(truth, who, gotBy({ ...truth, people })[who] ?? -1)).toBeGreaterThanOrEqual(honest);
          }
    });
  });

  test("6 rows in another order and a second run give the same", () => {
    const shuffled = rounds(SMALL).chain((round) => {
      const rows = [...round.people.keys()];
      return fc.tuple(fc.constant(round), fc.shuffledSubarray(rows, { minLength: rows.length }));
    });
    always(shuffled, ([round, rows]) => {
      const moved = (who: number) => rows.indexOf(who);
      const categories = round.categories.map((one) => ({ ...one, priority: one.priority?.map(moved) ?? null }));
      const people = rows.map((who) => round.people[who] ?? person([]));
      const again = outcome({ order: round.order.map(moved), people, categories });
      const first = outcome(round);
      expect(round.people.map((_, who) => again[moved(who)])).toEqual(first);
      expect(outcome(round)).toEqual(first);
    });
  });

  test("8 places are never over-filled, groups find room whole, and a women's or men's place holds nobody else", () => {
    always(rounds(SMALL), (round) => {
      const got = gotBy(round);
      round.categories.forEach((one, index) => {
        const held = round.people.filter((_, who) => got[who] === index);
        expect(held.length).toBeLessThanOrEqual(one.places);
        expect(held.every((who) => who.group >= one.minGroup && who.group <= one.maxGroup)).toBe(true);
        if (one.gender !== 0) expect(held.every((who) => who.gender === one.gender)).toBe(true);
      });
    });
  });

  test("9 nobody pays more than the highest rent they stated, nor gets what they did not ask for", () => {
    always(rounds(SMALL), (round) => {
      outcome(round).forEach(({ category: mine, choice }, who) => {
        const living = round.people[who] ?? person([]);
        const home = round.categories[mine];
        if (home === undefined) return;
        expect(home.rentFen ?? 0).toBeLessThanOrEqual(living.maxRentFen);
        expect(fits(living, home) && (living.anyOther || living.choices.includes(mine))).toBe(true);
        expect(choice === 0 ? living.choices.includes(mine) : living.choices[choice - 1] !== mine).toBe(false);
      });
    });
  });

  test("10 a better draw with the same wishes never hurts", () => {
    const luckier = rounds(SMALL).chain((round) =>
      fc.tuple(fc.constant(round), fc.nat(round.order.length - 1), fc.nat(round.order.length - 1)),
    );
    always(luckier, ([round, one, other]) => {
      const who = round.order[Math.max(one, other)] ?? 0;
      const order = round.order.filter((each) => each !== who).toSpliced(Math.min(one, other), 0, who);
      const before = rankOf(round, who, gotBy(round)[who] ?? -1);
      expect(rankOf(round, who, gotBy({ ...round, order })[who] ?? -1)).toBeLessThanOrEqual(before);
    });
  });
});
