import { invariant } from "../errors.ts";
import { bytesOf } from "./digest.ts";
import { keysOf } from "./keys.ts";
import { commonOrder } from "./order.ts";

// The shapes of docs/round-bundle.md.

export const ROUND_FORMAT = "wutong/round@1";

export type Gender = "female" | "male";

/** A kind of place, in an exchange one unit. Amounts in fen. */
export type RoundCategory = {
  id: string;
  places: number;
  rentFen?: number | null;
  reserves?: readonly { class: string; places: number }[] | null;
  minGroup?: number | null;
  maxGroup?: number | null;
  gender?: Gender | null;
  /** applicants' ids, best first; who is not listed follows in the common order */
  priority?: readonly string[] | null;
};

export type RoundApplicant = {
  id: string;
  /** lower is better; who has none comes after all who have one */
  tier?: number | null;
  /** more are better; who has none comes after all who have some */
  points?: number | null;
  group?: number | null;
  gender?: Gender | null;
  classes?: readonly string[] | null;
  choices: readonly string[];
  anyOther?: boolean | null;
  maxRentFen?: number | null;
  holds?: string | null;
};

/** `code` and `commitment` in hex. */
export type RoundDraw = { commitment?: string | null; code: string; randomness: string };

/** Everything that is needed to run or check a round. Made by `readRound` only. */
export type Round = {
  format: typeof ROUND_FORMAT;
  round: string;
  rules?: string | null;
  mechanism: "choice" | "exchange";
  /** one of `draw` and `order` is there */
  draw?: RoundDraw | null;
  order?: readonly string[] | null;
  categories: readonly RoundCategory[];
  applicants: readonly RoundApplicant[];
};

/** Applicants as rows, best first, and the 32 bytes of each row's key where the round was drawn. */
export type RoundOrder = { order: Uint32Array; keys: Uint8Array | null };

const NO_TIER = 2 ** 31 - 1;

/** The common order of a round: tier, then points, then the draw; or the order that was given. */
export function orderOf({ applicants, draw, order }: Round): RoundOrder {
  const count = applicants.length;
  const keys = draw ? drawnKeys(draw, applicants) : null;
  if (order)
    return { order: commonOrder({ count, tier: null, points: null, keys, given: rowsOf(order, applicants) }), keys };
  const tier = applicants.some((one) => isSet(one.tier)) ? new Int32Array(count) : null;
  const points = applicants.some((one) => isSet(one.points)) ? new Float64Array(count) : null;
  for (const [row, applicant] of applicants.entries()) {
    if (tier) tier[row] = applicant.tier ?? NO_TIER;
    if (points) points[row] = applicant.points ?? Number.NEGATIVE_INFINITY;
  }
  return { order: commonOrder({ count, tier, points, keys, given: null }), keys };
}

const isSet = (value: number | null | undefined): boolean => value !== undefined && value !== null;

function drawnKeys({ code, randomness }: RoundDraw, applicants: readonly RoundApplicant[]): Uint8Array {
  const bytes = bytesOf(code);
  invariant(bytes, "the code of a round is hex");
  return keysOf(
    bytes,
    randomness,
    applicants.map(({ id }) => id),
  );
}

/** The rows of applicants that a list names. */
export function rowsOf(ids: readonly string[], applicants: readonly RoundApplicant[]): Uint32Array {
  const rows = new Map(applicants.map(({ id }, row) => [id, row]));
  return Uint32Array.from(ids, (id) => {
    const row = rows.get(id);
    invariant(row !== undefined, `a round names only its own applicants, not ${id}`);
    return row;
  });
}
