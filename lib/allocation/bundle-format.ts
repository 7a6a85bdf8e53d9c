import { ROUND_FORMAT } from "./bundle.ts";
import { type Fields, finiteNumber, hex, oneOf, text, trueOrFalse, wholeNumber } from "./bundle-fields.ts";

// The fields of a round bundle (docs/round-bundle.md). What has no check here is looked at in bundle-form.ts.

const LARGEST_GROUP = 65_535;

const gender = oneOf("female", "male");
const amount = wholeNumber(0);
const placesCount = wholeNumber(0, 2 ** 32 - 1);
const groupSize = wholeNumber(1, LARGEST_GROUP);

export const FROZEN: Fields = {
  format: { required: true, check: oneOf(ROUND_FORMAT) },
  round: { required: true, check: text },
  rules: { check: text },
  mechanism: { required: true, check: oneOf("choice", "exchange") },
  categories: { required: true },
  applicants: { required: true },
};
export const ROUND: Fields = { ...FROZEN, draw: {}, order: {} };
export const DRAW: Fields = {
  commitment: { check: hex(32) },
  code: { required: true, check: hex() },
  randomness: { required: true, check: text },
};
export const CATEGORY: Fields = {
  id: { required: true, check: text },
  places: { required: true, check: placesCount },
  rentFen: { check: amount },
  reserves: {},
  minGroup: { check: groupSize },
  maxGroup: { check: groupSize },
  gender: { check: gender },
  priority: {},
};
export const RESERVE: Fields = {
  class: { required: true, check: text },
  places: { required: true, check: placesCount },
};
export const APPLICANT: Fields = {
  id: { required: true, check: text },
  tier: { check: wholeNumber(-(2 ** 31), 2 ** 31 - 2) },
  points: { check: finiteNumber },
  group: { check: groupSize },
  gender: { check: gender },
  classes: {},
  choices: { required: true },
  anyOther: { check: trueOrFalse },
  maxRentFen: { check: amount },
  holds: { check: text },
};
