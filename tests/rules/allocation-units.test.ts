import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import {
  compareUnits,
  type Floor,
  type GivenPlace,
  givePlaces,
  type Place,
  type UnitsFile,
  unitsHash,
  unitsText,
} from "#lib/allocation/units";
import { readUnits } from "#lib/allocation/units-form";

// A thousand cases and more take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const room = (buildingNo: number, floor: number, roomNo: string, bed = 0): Place => {
  const id = `b${String(buildingNo).padStart(2, "0")}-${roomNo.padStart(4, "0")}${bed ? `:${bed}` : ""}`;
  return { id, buildingNo, floor, roomNo, bed };
};
const winners = (...ids: string[]) => ids.map((id) => ({ id, category: "x" }));
const inCategory = (places: Place[], floors: Record<string, Floor | null>) => ({
  categories: [{ id: "x", places }],
  wishes: Object.entries(floors).map(([id, floor]) => ({ id, floor })),
});
const shownIn = (given: GivenPlace[]) => given.map(({ id, place }) => `${id} ${place}`);

describe("the rule", () => {
  const tower = [room(3, 5, "501"), room(3, 11, "1102"), room(3, 11, "1101"), room(3, 2, "201"), room(3, 2, "202")];

  test("by rank each takes the highest floor left, the lowest, or without a wish the next in the published order", () => {
    const plan = inCategory(tower, { a: "low", b: "high", c: null, d: "low" });
    expect(shownIn(givePlaces(plan, winners("a", "b", "c", "d", "e")))).toEqual([
      "a b03-0201",
      "b b03-1101",
      "c b03-1102",
      "d b03-0202",
      "e b03-0501",
    ]);
  });

  test("a wish that nobody can be given any more changes nothing for those behind", () => {
    const plan = inCategory(tower.slice(0, 3), { a: "high", b: "high", c: "high" });
    expect(shownIn(givePlaces(plan, winners("a", "b", "c")))).toEqual(["a b03-1101", "b b03-1102", "c b03-0501"]);
  });

  test("the published order is building, floor from high to low, room, bed", () => {
    const places = [
      room(10, 6, "601"),
      room(2, 3, "302", 2),
      room(2, 11, "1101"),
      room(2, 3, "302", 1),
      room(2, 3, "99"),
    ];
    expect(places.toSorted(compareUnits).map(({ id }) => id)).toEqual([
      "b02-1101",
      "b02-0099",
      "b02-0302:1",
      "b02-0302:2",
      "b10-0601",
    ]);
  });

  test("by the bed, whoever does not mind the floor fills a room that is begun before a new one is opened", () => {
    const beds = [501, 502, 201, 202].flatMap((no) => [1, 2].map((bed) => room(1, Math.floor(no / 100), `${no}`, bed)));
    const plan = inCategory(beds, { a: "low", c: "high", e: "low", f: "high" });
    expect(shownIn(givePlaces(plan, winners("a", "b", "c", "d", "e", "f", "g")))).toEqual([
      "a b01-0201:1",
      "b b01-0201:2",
      "c b01-0501:1",
      "d b01-0501:2",
      "e b01-0202:1",
      "f b01-0502:1",
      "g b01-0502:2",
    ]);
  });

  test("who got nothing gets no place, and fewer places than winners is a broken invariant", () => {
    expect(givePlaces(inCategory([], {}), [{ id: "a", category: null }])).toEqual([]);
    expect(() => givePlaces(inCategory([], {}), winners("a"))).toThrow("fewer units");
  });
});

type Market = { categories: { id: string; places: Place[] }[]; wishes: { id: string; floor: Floor | null }[] };
const markets = fc
  .record({
    rooms: fc.uniqueArray(
      fc.record({ building: fc.integer({ min: 1, max: 2 }), floor: fc.integer({ min: 1, max: 4 }), no: fc.nat(3) }),
      { minLength: 1, maxLength: 14, selector: ({ building, floor, no }) => `${building} ${floor} ${no}` },
    ),
    beds: fc.constantFrom(1, 2, 3),
    floors: fc.array(fc.constantFrom<Floor | null>("high", "low", null), { minLength: 12, maxLength: 12 }),
  })
  .map(({ rooms, beds, floors }): Market => {
    const rest = rooms.slice(0, -1);
    const whole = (some: typeof rooms) =>
      some.map(({ building, floor, no }) => room(building, floor, `${floor}0${no}`));
    const byBed = (some: typeof rooms) =>
      some.flatMap(({ building, floor, no }) =>
        Array.from({ length: beds }, (_, bed) => room(building, floor, `${floor}0${no}`, bed + 1)),
      );
    const half = rest.length >> 1;
    return {
      categories: [
        { id: "rooms", places: whole(rest.slice(0, half)) },
        { id: "beds", places: byBed([...rest.slice(half), ...rooms.slice(-1)]) },
      ],
      wishes: floors.map((floor, index) => ({ id: `A${index}`, floor })),
    };
  });
/** As many winners as there are places, or fewer, the two categories mixed. */
const drawn = markets.chain(({ categories, wishes }) => {
  const all = categories.flatMap(({ id, places }) => places.map(() => id));
  return fc
    .shuffledSubarray(all)
    .map((got) => got.slice(0, wishes.length).map((category, index) => ({ id: `A${index}`, category })))
    .map((assignments) => ({ categories, wishes, assignments }));
});
const always = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { numRuns: 1000 });
const placesIn = ({ categories }: Market) =>
  new Map(categories.flatMap(({ places }) => places.map((place) => [place.id, place] as const)));

describe("on every round", () => {
  test("every winner gets one place of their category, and no place goes twice", () => {
    always(drawn, (market) => {
      const given = givePlaces(market, market.assignments);
      expect(given.map(({ id, category }) => ({ id, category }))).toEqual(market.assignments);
      expect(new Set(given.map(({ place }) => place)).size).toBe(given.length);
      for (const { category, place } of given)
        expect(market.categories.find(({ id }) => id === category)?.places.map(({ id }) => id)).toContain(place);
    });
  });

  test("nobody could have had a place nearer their wish that is left over or went to a worse rank", () => {
    always(drawn, (market) => {
      const places = placesIn(market);
      const given = givePlaces(market, market.assignments);
      const floorOf = new Map(market.wishes.map(({ id, floor }) => [id, floor]));
      for (const [rank, { id, category, place }] of given.entries()) {
        const before = new Set(given.slice(0, rank).map((one) => one.place));
        const could = (market.categories.find((one) => one.id === category)?.places ?? []).filter(
          (one) => !before.has(one.id),
        );
        const mine = places.get(place)?.floor;
        if (floorOf.get(id) === "high") expect(mine).toBe(Math.max(...could.map(({ floor }) => floor)));
        if (floorOf.get(id) === "low") expect(mine).toBe(Math.min(...could.map(({ floor }) => floor)));
        if (floorOf.get(id) === null && category === "rooms") expect(place).toBe(could.sort(compareUnits)[0]?.id);
      }
    });
  });

  test("whoever does not mind the floor never opens a room while another is begun", () => {
    always(drawn, (market) => {
      const places = placesIn(market);
      const given = givePlaces(market, market.assignments);
      const wishing = new Set(market.wishes.flatMap(({ id, floor }) => (floor ? [id] : [])));
      const roomOf = (place: string) => place.split(":")[0];
      for (const [rank, { id, category, place }] of given.entries()) {
        if (wishing.has(id) || category !== "beds") continue;
        const taken = given.slice(0, rank).filter((one) => one.category === "beds");
        const begun = [...places.keys()].filter(
          (one) =>
            !taken.some((other) => other.place === one) && taken.some((other) => roomOf(other.place) === roomOf(one)),
        );
        if (begun.length > 0) expect(begun).toContain(place);
      }
    });
  });

  test("the order of categories, places and wishes does not matter", () => {
    const shuffled = drawn.chain((market) =>
      fc.record({
        market: fc.constant(market),
        categories: fc.shuffledSubarray(
          market.categories.map((one) => ({ ...one, places: one.places.toReversed() })),
          { minLength: 2 },
        ),
        wishes: fc.shuffledSubarray(market.wishes, { minLength: market.wishes.length }),
      }),
    );
    always(shuffled, ({ market, categories, wishes }) => {
      const given = givePlaces(market, market.assignments);
      expect(givePlaces({ categories, wishes }, market.assignments)).toEqual(given);
      const file = { format: "wutong/units@1", round: "2026-09", given } as const;
      expect(unitsText({ ...file, categories, wishes })).toBe(unitsText({ ...file, ...market }));
      const plan = { format: file.format, round: file.round };
      expect(unitsHash({ ...plan, categories, wishes })).toBe(unitsHash({ ...plan, ...market }));
    });
  });

  test("the text reads back as the same file, and its hash knows nothing of what was given", () => {
    always(drawn, (market) => {
      const file: UnitsFile = {
        format: "wutong/units@1",
        round: "2026-09",
        ...market,
        given: givePlaces(market, market.assignments),
      };
      const reading = readUnits(JSON.parse(unitsText(file)));
      expect(reading).toMatchObject({ ok: true });
      if (!reading.ok) return;
      expect(unitsText(reading.units)).toBe(unitsText(file));
      expect(unitsHash(reading.units)).toBe(
        unitsHash({ format: file.format, round: file.round, categories: file.categories, wishes: file.wishes }),
      );
    });
  });
});

describe("the file", () => {
  const good: UnitsFile = {
    format: "wutong/units@1",
    round: "2026-09",
    categories: [
      { id: "s", places: [room(3, 5, "501"), room(3, 5, "502")] },
      { id: "d", places: [room(3, 6, "601", 1), room(3, 6, "601", 2)] },
    ],
    wishes: [{ id: "A1", floor: "high" }, { id: "A2" }],
    given: [{ id: "A1", category: "s", place: "b03-0501" }],
  };
  const [single, double] = good.categories;
  const placeWith = (fields: object) => ({
    categories: [single, { ...double, places: [double?.places[0], { ...double?.places[1], ...fields }] }],
  });
  const givenWith = (...fields: object[]) => ({ given: fields.map((one) => ({ ...good.given[0], ...one })) });
  const linesOf = (value: unknown) => {
    const reading = readUnits(value);
    return reading.ok ? [] : reading.problems.map(({ path, problem }) => `${path} ${problem}`);
  };

  test("it has one entry a line, and the same without a fault is good", () => {
    expect(linesOf(good)).toEqual([]);
    expect(unitsText(good)).toContain('\n    {"id":"A1","category":"s","place":"b03-0501"}\n');
    expect(unitsText(good).split("\n")).toHaveLength(21);
  });

  test("its hash changes with every place and every wish", () => {
    const other = (fields: object) => unitsHash({ ...good, ...fields });
    expect(other({ given: [] })).toBe(unitsHash(good));
    expect(other({ wishes: [{ id: "A1", floor: "high" }] })).toBe(unitsHash(good));
    const changes = [
      { round: "2026-10" },
      { wishes: [{ id: "A1", floor: "low" }] },
      placeWith({ floor: 7 }),
      placeWith({ bed: 3 }),
    ];
    expect(new Set([unitsHash(good), ...changes.map(other)]).size).toBe(5);
  });

  test.each<[string, object]>([
    ["$.format must be", { format: "wutong/units@2" }],
    ["$.round is missing", { round: undefined }],
    ["$.seed is not a field", { seed: 1 }],
    ["$.categories must be a list", { categories: {}, given: [] }],
    ["$.categories[1].id is missing", { categories: [single, { ...double, id: undefined }] }],
    ['$.categories[1].id "s" is there already', { categories: [single, { ...double, id: "s" }] }],
    ["$.categories[1].places is missing", { categories: [single, { id: "d" }] }],
    ['$.categories[1].places[1].id "b03-0501" is there already', placeWith({ id: "b03-0501" })],
    ["$.categories[1].places[1].floor must be a whole number", placeWith({ floor: 1.5 })],
    ["$.categories[1].places[1].floor is not that of the same room", placeWith({ floor: 7 })],
    ["$.categories[1].places[1].bed is the same place", placeWith({ bed: 1 })],
    ["$.categories[1].places[1].bed makes a whole room and a bed", placeWith({ bed: 0 })],
    ["$.categories[1].places[1].roomNo must be a text", placeWith({ roomNo: 601 })],
    ["$.categories[1].places[1].buildingNo is missing", placeWith({ buildingNo: undefined })],
    ["$.categories[1].places[1].size is not a field", placeWith({ size: 1 })],
    ["$.categories[1].id must be in Unicode NFC", { categories: [single, { ...double, id: "e\u0301" }], given: [] }],
    [
      "$.categories[1].places[1] is in another category",
      {
        categories: [
          { ...double, id: "f", places: [double?.places[1]] },
          { ...double, places: [single?.places[0], double?.places[0]] },
        ],
        given: [],
      },
    ],
    ["$.wishes[0].floor must be", { wishes: [{ id: "A1", floor: "top" }] }],
    ['$.wishes[1].id "A1" is there already', { wishes: [{ id: "A1" }, { id: "A1" }] }],
    ["$.given is missing", { given: undefined }],
    ['$.given[0].category names the unknown category "q"', givenWith({ category: "q" })],
    ['$.given[0].place names the unknown place "q"', givenWith({ place: "q" })],
    ['$.given[0].place names a place of the category "d"', givenWith({ place: "b03-0601:1" })],
    ['$.given[1].id "A1" is there already', givenWith({}, { place: "b03-0502" })],
    ['$.given[1].place "b03-0501" is there already', givenWith({}, { id: "A2" })],
  ])("%s", (expected, fields) => {
    const lines = linesOf(JSON.parse(JSON.stringify({ ...good, ...fields })));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(expected), lines[0]).toBe(true);
  });
});
