/**
 * Random numbers that are the same for the same seed: mulberry32, 32 bits of state. Only for invented data:
 * a draw uses lib/allocation, which others can check.
 */
export type Random = {
  /** from 0 up to, not including, 1 */
  share: () => number;
  /** a whole number from `least` to `most`, both included */
  whole: (least: number, most: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** one key of `weights`, as often as its weight says */
  weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  chance: (probability: number) => boolean;
  /** a copy in random order */
  shuffled: <T>(of: readonly T[]) => T[];
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(share() * (most - least + 1));
  return { share, whole, pick: (from) => picked(from, whole), weighted: weightedBy(share), ...rest(share, whole) };
}

function picked<T>(from: readonly T[], whole: (least: number, most: number) => number): T {
  const [found] = from.slice(whole(0, from.length - 1));
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

const weightedBy =
  (share: () => number) =>
  <K extends string>(weights: Readonly<Record<K, number>>): K => {
    const entries = Object.entries(weights) as [K, number][];
    let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return picked(
      entries.map(([key]) => key),
      (_least, most) => most,
    );
  };

function rest(share: () => number, whole: (least: number, most: number) => number) {
  return {
    chance: (probability: number) => share() < probability,
    shuffled: <T>(of: readonly T[]): T[] => {
      const left = [...of];
      const out: T[] = [];
      while (left.length > 0) out.push(...left.splice(whole(0, left.length - 1), 1));
      return out;
    },
  };
}
