import { createHash } from "node:crypto";
import { assign } from "#lib/allocation/acceptance";
import { exchangeOf } from "#lib/allocation/exchange";
import { keysOf } from "#lib/allocation/keys";
import { commonOrder } from "#lib/allocation/order";
import { choicesOf, cityOf, exchangeIn } from "./allocation-city.ts";
import { hashBlocks, headsOf, sweepInOrder } from "./allocation-floor.ts";
import { type Measured, median, peakMemoryMb, rounded } from "./report.ts";

// The allocation of one city, its size given as argument, each step against the least that any program must do.
// A process of its own for each size, so that the memory is that size's: prints one JSON line.

const count = Number(process.argv[2]);
const REPETITIONS = count >= 1_000_000 ? 5 : count >= 100_000 ? 9 : 31;
const WARM_UP_MS = 300;

const measured: Measured[] = [];
const size = count.toLocaleString("en");
const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

/** What else is worth knowing, in milliseconds. */
const besides = (work: () => unknown): number =>
  rounded(median(Array.from({ length: REPETITIONS }, () => timed(work))));

/** Ours and the floor by turns, so that a busy machine slows both. */
function measure(step: string, ours: () => unknown, floor: () => unknown, notes: () => Measured["notes"]): void {
  for (let spent = 0; spent < WARM_UP_MS; ) spent += timed(ours) + timed(floor);
  const times = Array.from({ length: REPETITIONS }, () => ({ ours: timed(ours), floor: timed(floor) }));
  const [mine, least] = [median(times.map((one) => one.ours)), median(times.map((one) => one.floor))];
  const peak = peakMemoryMb();
  const what = `allocation: ${step}, ${size}`;
  measured.push({
    what,
    unit: "ms",
    ours: mine,
    floor: least,
    ratio: mine / least,
    notes: { ...notes(), "peak MB": peak },
  });
}

const { labels, code, randomness, tier, points } = cityOf(count);
const keys = keysOf(code, randomness, labels);
const blocks = new Uint8Array(count * 128);
measure(
  "keys",
  () => keysOf(code, randomness, labels),
  () => hashBlocks(2 * count),
  () => ({
    floor: "two SHA-256 blocks a label",
    "OpenSSL ms": besides(() => createHash("sha256").update(blocks).digest()),
  }),
);

const heads = headsOf(keys);
measure(
  "order",
  () => commonOrder({ count, tier, points, keys, given: null }),
  () => heads.slice().sort(),
  () => ({
    floor: "sort of as many 64-bit numbers",
    "without tier and points ms": besides(() => commonOrder({ count, tier: null, points: null, keys, given: null })),
  }),
);

const order = commonOrder({ count, tier, points, keys, given: null });
const problem = choicesOf(order);
const plain = { ...problem, categories: problem.categories.map((category) => ({ ...category, reserves: [] })) };
measure(
  "choice",
  () => assign(problem),
  () => sweepInOrder(order, problem.choiceStart, problem.choiceCategory),
  () => ({
    floor: "one reading of the lists",
    categories: problem.categories.length,
    "without reserves ms": besides(() => assign(plain)),
  }),
);

const wishes = exchangeIn(order);
measure(
  "exchange",
  () => exchangeOf(wishes),
  () => sweepInOrder(order, wishes.choiceStart, wishes.choiceUnit),
  () => ({ floor: "one reading of the lists" }),
);

process.stdout.write(JSON.stringify(measured));
