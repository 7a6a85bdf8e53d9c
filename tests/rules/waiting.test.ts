import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type InLine,
  type ModelApplicant,
  type ModelPlace,
  type ModelRound,
  nextInLine,
  passPlace,
  reachOf,
} from "#lib/offers/rules-line";
import { movesOf, type PlaceEvent } from "#lib/offers/rules-place";

const CATEGORIES = ["A", "B", "C"];
const waiting = (id: string, change: Partial<InLine> = {}): InLine => ({
  applicationId: id,
  offer: null,
  staysWaiting: false,
  choices: CATEGORIES,
  housed: false,
  refusals: 0,
  refusedCategoryIds: [],
  ...change,
});
const open = (categoryId: string) => ({ status: "open", categoryId }) as const;

describe("the next in line", () => {
  const next = (line: InLine[], out = 1) => nextInLine({ categoryId: "A", line, rule: { out } })?.applicationId;

  test("is the first of the line", () => {
    expect(next([waiting("a"), waiting("b")])).toBe("a");
    expect(next([])).toBeUndefined();
  });

  test("is nobody who is housed, or who accepted an offer", () => {
    expect(next([waiting("a", { housed: true }), waiting("b")])).toBe("b");
    const accepted = { offer: { status: "accepted", categoryId: "B" } as const, staysWaiting: true };
    expect(next([waiting("a", accepted), waiting("b")])).toBe("b");
  });

  test("is nobody who used up their refusals, and never one who refused this very category", () => {
    for (const out of [1, 2, 3]) {
      const used = waiting("a", { refusals: out, refusedCategoryIds: ["B"] });
      expect(next([used, waiting("b")], out), String(out)).toBe("b");
      const left = waiting("a", { refusals: out - 1, refusedCategoryIds: out > 1 ? ["B"] : [] });
      expect(next([left, waiting("b")], out), String(out)).toBe("a");
    }
    expect(next([waiting("a", { refusals: 1, refusedCategoryIds: ["A"] }), waiting("b")], 3)).toBe("b");
  });

  test("with an open offer is only who asked to stay, and only for what they wished for more", () => {
    const held = (categoryId: string, staysWaiting: boolean) => waiting("a", { offer: open(categoryId), staysWaiting });
    expect(reachOf(held("B", true), "A", { out: 1 })).toBe("upgrade");
    expect(reachOf(held("B", false), "A", { out: 1 })).toBeNull();
    expect(reachOf(held("A", true), "B", { out: 1 })).toBeNull();
    expect(reachOf(held("A", true), "A", { out: 1 })).toBeNull();
    expect(reachOf(waiting("a", { offer: open("Z"), staysWaiting: true }), "A", { out: 1 })).toBe("upgrade");
    // What came by "anything else" is no wish: one is as good as another.
    expect(reachOf(waiting("a", { offer: open("Y"), staysWaiting: true }), "Z", { out: 1 })).toBeNull();
  });
});

/** A round of a few people and places; each waits for what they wish for more than what they hold. */
const rounds: fc.Arbitrary<ModelRound> = fc
  .record({
    out: fc.integer({ min: 1, max: 3 }),
    people: fc.array(
      fc.record({
        choices: fc.shuffledSubarray(CATEGORIES, { minLength: 1 }),
        holds: fc.nat(6),
        staysWaiting: fc.boolean(),
        housed: fc.boolean(),
        refused: fc.subarray(CATEGORIES, { maxLength: 2 }),
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ out, people }) => {
    const applicants = new Map<string, ModelApplicant>();
    const lists = new Map<string, string[]>(CATEGORIES.map((id) => [id, []]));
    for (const [index, { choices, holds, staysWaiting, housed, refused }] of people.entries()) {
      const id = `p${index}`;
      const got = choices[holds];
      const offer = got ? ({ status: "open", categoryId: got, placeId: `held-${index}` } as const) : null;
      const refusedCategoryIds = refused.filter((category) => category !== got);
      const refusals = refusedCategoryIds.length;
      applicants.set(id, {
        applicationId: id,
        offer,
        staysWaiting,
        choices,
        housed: housed && !offer,
        refusals,
        refusedCategoryIds,
      });
      if (offer && !staysWaiting) continue;
      for (const category of offer ? choices.slice(0, holds) : choices) lists.get(category)?.push(id);
    }
    return { rule: { out }, applicants, lists };
  });
const freed: fc.Arbitrary<ModelPlace> = fc
  .constantFrom(...CATEGORIES)
  .map((categoryId) => ({ categoryId, placeId: "freed" }));
const SETTINGS = { numRuns: 2000 };

const placesOf = (round: ModelRound, left: ModelPlace | null): string[] =>
  [
    ...[...round.applicants.values()].flatMap(({ offer }) => offer?.placeId ?? []),
    ...(left ? [left.placeId] : []),
  ].sort();
const wishNo = ({ choices }: ModelApplicant, categoryId: string) => {
  const at = choices.indexOf(categoryId);
  return at < 0 ? choices.length : at;
};

describe("passing a place on", () => {
  test("ends, and no place is lost or offered twice at once", () => {
    fc.assert(
      fc.property(rounds, freed, (before, place) => {
        const { passings, left, round } = passPlace(before, place);
        expect(passings.length).toBeLessThanOrEqual(before.applicants.size * CATEGORIES.length + 1);
        const places = placesOf(round, left);
        expect(new Set(places).size).toBe(places.length);
        expect(places).toEqual([...placesOf(before, null), "freed"].sort());
      }),
      SETTINGS,
    );
  });

  test("gives each place to the first of its line who could have it then, so nobody is overtaken", () => {
    fc.assert(
      fc.property(rounds, freed, (before, place) => {
        let round = before;
        const { passings, left } = passPlace(before, place);
        for (const passing of passings) {
          const { categoryId } = passing.place;
          const line = (round.lists.get(categoryId) ?? []).map((id) => round.applicants.get(id) as ModelApplicant);
          const able = line.filter((one) => reachOf(one, categoryId, round.rule) !== null);
          expect(able[0]?.applicationId).toBe(passing.applicationId);
          round = afterStep(round, passing);
        }
        if (left) {
          const line = (round.lists.get(left.categoryId) ?? []).map((id) => round.applicants.get(id) as ModelApplicant);
          expect(line.filter((one) => reachOf(one, left.categoryId, round.rule) !== null)).toEqual([]);
        }
      }),
      SETTINGS,
    );
  });

  test("never leaves anybody with less than they held, and gives nobody what they refused", () => {
    fc.assert(
      fc.property(rounds, freed, (before, place) => {
        const { round } = passPlace(before, place);
        for (const [id, one] of before.applicants) {
          const after = round.applicants.get(id)?.offer ?? null;
          if (one.offer) expect(after).not.toBeNull();
          if (!after || after.placeId === one.offer?.placeId) continue;
          expect(one.refusedCategoryIds).not.toContain(after.categoryId);
          expect(one.housed).toBe(false);
          if (one.offer) expect(wishNo(one, after.categoryId)).toBeLessThan(wishNo(one, one.offer.categoryId));
        }
      }),
      SETTINGS,
    );
  });

  test("an upgrade's place goes on in its own line, as far as it takes", () => {
    const held = (id: string, categoryId: string, choices: string[]): ModelApplicant => ({
      ...waiting(id, { choices, staysWaiting: true }),
      offer: { ...open(categoryId), placeId: `of-${id}` },
    });
    const applicants = new Map([
      ["x", held("x", "B", ["A", "B"])],
      ["y", held("y", "C", ["B", "C"])],
      ["z", { ...waiting("z", { choices: ["C"] }), offer: null }],
    ]);
    const lists = new Map([
      ["A", ["x"]],
      ["B", ["y"]],
      ["C", ["z"]],
    ]);
    const { passings, left } = passPlace({ rule: { out: 1 }, applicants, lists }, { categoryId: "A", placeId: "new" });
    expect(passings.map(({ applicationId, place }) => `${applicationId}:${place.placeId}`)).toEqual([
      "x:new",
      "y:of-x",
      "z:of-y",
    ]);
    expect(left).toBeNull();
  });
});

/** What one step changes, written down again without the code under test. */
function afterStep(
  round: ModelRound,
  { applicationId, place }: { applicationId: string; place: ModelPlace },
): ModelRound {
  const one = round.applicants.get(applicationId) as ModelApplicant;
  const applicants = new Map(round.applicants).set(applicationId, { ...one, offer: { ...place, status: "open" } });
  const list = (round.lists.get(place.categoryId) ?? []).filter((id) => id !== applicationId);
  return { rule: round.rule, applicants, lists: new Map(round.lists).set(place.categoryId, list) };
}

describe("where one stands in a list", () => {
  const at = new Date("2026-12-21T01:00:00Z");
  const event = (kind: PlaceEvent["kind"], applicationId: string | null): PlaceEvent => ({ kind, at, applicationId });
  const mine = (events: PlaceEvent[]) =>
    movesOf({ applicationId: "me", aheadAtStart: 3, before: ["a", "b", "c"], cameLater: [], events });

  test("one moves up once for each who is offered a place or leaves, and not again when they answer", () => {
    const { start, moves, place } = mine([
      event("vacancy", null),
      event("offered", "a"),
      event("declined", "a"),
      event("offered", "behind"),
      event("left", "c"),
    ]);
    expect(start).toBe(4);
    expect(moves.map(({ kind, place: after }) => `${kind} ${after}`)).toEqual(["vacancy 4", "offered 3", "left 2"]);
    expect(place).toBe(2);
  });

  test("those nothing happened to are counted without being named", () => {
    const quiet = { applicationId: "me", aheadAtStart: 900, before: ["a"], cameLater: [] };
    const { start, place } = movesOf({ ...quiet, events: [event("offered", "a")] });
    expect([start, place]).toEqual([901, 900]);
  });

  test("one moves down for who comes back through no fault of theirs, and one's own steps are shown", () => {
    const { moves, place } = mine([event("offered", "b"), event("returned", "b"), event("offered", "me")]);
    expect(moves.map(({ place: after, mine: own }) => [after, own])).toEqual([
      [3, false],
      [4, false],
      [4, true],
    ]);
    expect(place).toBe(4);
  });

  test("the place after all events is that of who still waits before one, whatever happened", () => {
    const who = ["a", "b", "c", "d", "e"];
    const kinds = ["offered", "left", "expired", "declined", "returned", "accepted", "withdrawn"] as const;
    const events = fc.array(fc.record({ kind: fc.constantFrom(...kinds), who: fc.constantFrom(...who) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(events, fc.subarray(who), (happened, cameLater) => {
        const ahead = new Set(who.filter((id) => !cameLater.includes(id)));
        for (const { kind, who: id } of happened) {
          if (kind === "returned") ahead.add(id);
          else ahead.delete(id);
        }
        const { place } = movesOf({
          applicationId: "me",
          aheadAtStart: who.length - cameLater.length,
          before: who,
          cameLater,
          events: happened.map(({ kind, who: id }) => event(kind, id)),
        });
        expect(place).toBe(ahead.size + 1);
      }),
      { numRuns: 1000 },
    );
  });
});
