import { addDays, type Day, daysBetween } from "../days.ts";
import { type Decision, grant, invariant, refuse } from "../errors.ts";
import type { Fen } from "../money.ts";

export const meterKinds = ["electricity", "water", "gas"] as const;
export type MeterKind = (typeof meterKinds)[number];

/**
 * Up to how much of a year's use (in hundredths of kWh or m³, null for all the rest) one unit costs how much, in
 * ten-thousandths of a yuan.
 */
export type Tier = { upToPerYear: number | null; price: number };
/** What use costs from a day on; `illustrative` where no document says so. */
export type Tariff = { kind: MeterKind; fromOn: Day; tiers: readonly Tier[]; illustrative: boolean; source: string };
/** So much was used on the days `fromOn`..`toOn`, both included. */
export type Use = { usedHundredths: number; fromOn: Day; toOn: Day };

/** Tiers of a year count by its days: a leap year's extra day changes no price. */
const DAYS_A_YEAR = 365n;
/** Hundredths of a unit × ten-thousandths of a yuan, in fen. */
const FEN = 10_000n;

/**
 * What the use of some days costs. It is spread evenly over them, so that a tariff that begins among them counts for its
 * own days, and each tier reaches as far as those days are of a year: nobody is the worse off for what somebody used before
 * them, or for a reading that came late. Rounded half up once. Use below nothing (an earlier reading had been too high) gives
 * back what it would have cost. Refuses `tariff-no-value` (`kind`, `on`) where a day has no tariff.
 * @returns the amount, and how it was worked out as a text: `120.50 × 0.53 + 3.00 × 0.58`
 */
export function costOfUse(
  tariffs: readonly Tariff[],
  kind: MeterKind,
  { usedHundredths, fromOn, toOn }: Use,
): Decision<{ amountFen: Fen; worked: string }> {
  const days = BigInt(daysBetween(fromOn, toOn) + 1);
  invariant(days > 0n && Number.isSafeInteger(usedHundredths), `no use of no days: ${fromOn}..${toOn}`);
  const spans = tariffSpans(tariffs, kind, fromOn, toOn);
  const [first] = spans;
  if (!first || first.fromOn > fromOn) return refuse("tariff-no-value", { kind, on: fromOn });
  const used = BigInt(Math.abs(usedHundredths));
  const scale = days * DAYS_A_YEAR;
  const steps: { price: number; scaled: bigint }[] = [];
  for (const span of spans) {
    const its = BigInt(daysBetween(span.fromOn, span.toOn) + 1);
    let left = used * its * DAYS_A_YEAR;
    let reached = 0n;
    for (const { upToPerYear, price } of span.tariff.tiers) {
      const upTo = upToPerYear === null ? null : BigInt(upToPerYear) * its * days;
      const here = upTo === null || left < upTo - reached ? left : upTo - reached;
      if (here > 0n) steps.push({ price, scaled: here });
      left -= here;
      reached = upTo ?? reached;
    }
  }
  const total = steps.reduce((sum, { price, scaled }) => sum + scaled * BigInt(price), 0n);
  const fen = Number((2n * total + scale * FEN) / (2n * scale * FEN));
  const worked = steps.map(({ price, scaled }) => `${usedText(Number(halfUp(scaled, scale)))} × ${priceText(price)}`);
  return grant({ amountFen: usedHundredths < 0 ? 0 - fen : fen, worked: worked.join(" + ") });
}

const halfUp = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);

/** The tariffs that hold on these days, each with its part of them. */
function tariffSpans(tariffs: readonly Tariff[], kind: MeterKind, fromOn: Day, toOn: Day) {
  const its = tariffs
    .filter((one) => one.kind === kind && one.fromOn <= toOn)
    .toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  return its.flatMap((tariff, index) => {
    const from = tariff.fromOn > fromOn ? tariff.fromOn : fromOn;
    const next = its[index + 1];
    const to = next && next.fromOn <= toOn ? addDays(next.fromOn, -1) : toOn;
    return from <= to ? [{ tariff, fromOn: from, toOn: to }] : [];
  });
}

/** `12050` → `"120.50"`: what a meter shows, in its unit. */
export const usedText = (hundredths: number): string => {
  const sign = hundredths < 0 ? "-" : "";
  const all = Math.abs(hundredths);
  return `${sign}${Math.floor(all / 100)}.${String(all % 100).padStart(2, "0")}`;
};

/** `5283` → `"0.5283"`, `30000` → `"3.00"`: a price of one unit in yuan, with two decimals at least. */
export const priceText = (price: number): string => (price / 10_000).toFixed(4).replace(/0{1,2}$/, "");

/** `"120.5"` → 12050, as people and lists write what a meter shows; null where it is nothing of the kind. */
export function parseReading(text: string): number | null {
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2})0*)?$/.exec(text.trim());
  if (!match) return null;
  return Number((match[1] ?? "").replaceAll(",", "")) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
