import { invariant } from "./errors.ts";

/** Money is integer fen everywhere (1 yuan = 100 fen); names end in `Fen`. */
export type Fen = number;

export function assertFen(amount: number, name = "amount"): Fen {
  invariant(Number.isSafeInteger(amount), `${name} must be whole fen, got ${amount}`);
  return amount;
}

/** Round half up, once per line (FIELD: 7). Negative halves move towards zero, like a printed bill. */
export const roundHalfUp = (value: number): Fen => Math.round(value) + 0; // Math.round gives -0 below zero

/**
 * Splits `totalFen` by integer `weights` so that the parts sum to the total: cumulative rounding half up,
 * so 1003 over 49:51 gives 491/512 and 10000 over three equal parts gives 3333/3334/3333 (MONEY: 5).
 * A negative total splits as the mirror of the positive one, so a reversal takes back exactly the same parts.
 */
export function splitFen(totalFen: Fen, weights: readonly number[]): Fen[] {
  assertFen(totalFen, "totalFen");
  const sum = weights.reduce((a, b) => a + b, 0);
  invariant(
    sum > 0 && Number.isSafeInteger(sum) && weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    "weights must be whole and sum above 0",
  );
  const [sign, total] = totalFen < 0 ? [-1, -totalFen] : [1, totalFen];
  let weightSoFar = 0;
  let paidSoFar = 0;
  return weights.map((weight) => {
    weightSoFar += weight;
    const upTo = Number((BigInt(total) * BigInt(weightSoFar) * 2n + BigInt(sum)) / (BigInt(sum) * 2n));
    const part = upTo - paidSoFar;
    paidSoFar = upTo;
    return part === 0 ? 0 : sign * part;
  });
}

/** `145000` → `"1450"`, `145050` → `"1450.50"`: yuan with fen only where there are any, no grouping. */
export function yuanText(fen: Fen): string {
  assertFen(fen, "fen");
  const sign = fen < 0 ? "-" : "";
  const whole = Math.floor(Math.abs(fen) / 100);
  const rest = Math.abs(fen) % 100;
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(rest).padStart(2, "0")}`;
}

/** `145000` → `"1450.00"`: always two decimals, as files for banks and spreadsheets have it. */
export const yuanExact = (fen: Fen): string => {
  const text = yuanText(fen);
  return text.includes(".") ? text : `${text}.00`;
};

/** `"1450.5"` → 145050; null where the text is no amount with at most two decimals. */
export function parseYuan(text: string): Fen | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}
