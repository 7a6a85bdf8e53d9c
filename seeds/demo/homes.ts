import { invariant } from "#lib/errors";
import type { RoomTypeSeed, readComplexSeed, UnitSeed } from "#seeds/wutong";
import type { Random } from "./random.ts";
import {
  BEDS_TAKEN,
  DEPARTED,
  EMPTY_UNITS,
  FROZEN_UNITS,
  LATE_LEASES,
  LEAVERS,
  LETTABLE_SINGLES,
  LIVE_ROUND,
  OCCUPIED_UNITS,
  OUT_OF_ORDER_UNITS,
  ROUNDS,
} from "./settings.ts";

export type Home = UnitSeed & { rentFen: number; tenants: number };
type Counts = Readonly<Record<string, number>>;
/** Who gets which unit: no unit stands in two lists. */
export type Plan = {
  /** taken over with their tenants when the books were opened; the first three are singles */
  takenOver: Home[];
  late: Home[];
  finished: UnitSeed[];
  published: UnitSeed[];
  open: UnitSeed[];
  live: UnitSeed[];
  outOfOrder: UnitSeed[];
  frozen: UnitSeed[];
  /** vacant flats that exchanges offer: a double for the first, a double and two singles for the open one */
  exchanged: UnitSeed[];
  exchanging: UnitSeed[];
  /** flats whose tenants leave in the course of the year, vacant again at its end but for the last */
  departed: Home[];
};

/** Deals the complex's units out. At full scale exactly `OCCUPIED_UNITS` are lived in at the end. */
export function planHomes(random: Random, seed: ReturnType<typeof readComplexSeed>, scale: number): Plan {
  const left = Map.groupBy(random.shuffled(seed.units), (unit) => unit.roomTypeId);
  const take = (counts: Counts): UnitSeed[] =>
    Object.entries(counts).flatMap(([type, count]) => {
      const taken = left.get(type)?.splice(0, count) ?? [];
      invariant(taken.length === count, `the complex has fewer than ${count} more units of type ${type}`);
      return taken;
    });
  const published = take(ROUNDS.published.units);
  const open = take(scaled(ROUNDS.open.units, scale));
  const live = take(LIVE_ROUND.units);
  const promised = [ROUNDS.published.units, scaled(ROUNDS.open.units, scale), LIVE_ROUND.units];
  const idle = random.shuffled(take(promised.reduce(minus, EMPTY_UNITS)));
  const finished = take(scaled(ROUNDS.finished.units, scale));
  const occupied = Math.round(OCCUPIED_UNITS * scale) + LEAVERS - finished.length;
  const singles = take({ single: 3 });
  const others = random.shuffled([...left.values()].flat()).slice(0, occupied - singles.length);
  const homes = withTenants(random, [...singles, ...others], seed.roomTypes);
  const leaving = idle
    .filter(({ roomTypeId }) => roomTypeId === "compact" || roomTypeId === "triple")
    .slice(0, DEPARTED);
  invariant(leaving.length === DEPARTED, `of the empty units ${DEPARTED} were lived in during the year`);
  const emptyAllYear = idle.filter((unit) => !leaving.includes(unit));
  const lettable = [
    ...emptyAllYear.filter(({ roomTypeId }) => roomTypeId === "double").slice(0, 2),
    ...emptyAllYear.filter(({ roomTypeId }) => roomTypeId === "single").slice(0, LETTABLE_SINGLES),
  ];
  invariant(lettable.length === 2 + LETTABLE_SINGLES, "the exchanges and a round over singles have what they offer");
  const shut = emptyAllYear.filter((unit) => !lettable.includes(unit));
  const rest = [...lettable, ...shut.slice(OUT_OF_ORDER_UNITS + FROZEN_UNITS)];
  const doubles = rest.filter(({ roomTypeId }) => roomTypeId === "double");
  const idleSingles = rest.filter(({ roomTypeId }) => roomTypeId === "single");
  return {
    departed: withTenants(random, leaving, seed.roomTypes),
    exchanged: doubles.slice(0, 1),
    exchanging: [...doubles.slice(1, 2), ...idleSingles.slice(0, 2)],
    takenOver: homes.slice(0, -LATE_LEASES),
    late: homes.slice(-LATE_LEASES),
    finished,
    published,
    open,
    live,
    outOfOrder: shut.slice(0, OUT_OF_ORDER_UNITS),
    frozen: shut.slice(OUT_OF_ORDER_UNITS, OUT_OF_ORDER_UNITS + FROZEN_UNITS),
  };
}

/** Every bed taken first; then one here and there is left empty, never the last of a flat. */
function withTenants(random: Random, units: readonly UnitSeed[], roomTypes: readonly RoomTypeSeed[]): Home[] {
  const types = new Map(roomTypes.map((type) => [type.id, type]));
  const homes = units.map((unit): Home => {
    const type = types.get(unit.roomTypeId);
    invariant(type, `no room type ${unit.roomTypeId}`);
    return { ...unit, rentFen: type.rentFen, tenants: type.beds };
  });
  const beds = homes.reduce((sum, home) => sum + home.tenants, 0);
  let empty = beds - Math.round(beds * BEDS_TAKEN);
  for (const home of random.shuffled(homes)) {
    if (empty === 0) break;
    if (home.tenants < 2) continue;
    home.tenants -= 1;
    empty -= 1;
  }
  return homes;
}

const scaled = (counts: Counts, scale: number): Counts =>
  Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, Math.max(1, Math.round(count * scale))]));

const minus = (counts: Counts, less: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).map(([type, count]) => [type, count - (less[type] ?? 0)]));
