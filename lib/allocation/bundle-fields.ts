/** What is wrong with a round bundle, and where: `path` is a JSON path such as `$.applicants[3].choices[0]`. */
export type RoundProblem = { path: string; problem: string };

/** How many problems are kept; the others are counted. */
const MOST_PROBLEMS = 100;

export class Problems {
  readonly kept: RoundProblem[] = [];
  count = 0;

  add(path: string, problem: string): void {
    if (this.count++ < MOST_PROBLEMS) this.kept.push({ path, problem });
  }
}

/** What is wrong with a value, null where nothing is. */
export type Check = (value: unknown) => string | null;

/** The fields an object may have. Without a check the value is looked at elsewhere. */
export type Fields = Readonly<Record<string, { required?: true; check?: Check }>>;

/** A value as a problem may show it: short and on one line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = typeof value === "string" ? visible(JSON.stringify(value)) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** A text with everything written out that cannot be seen or would end a line or turn the writing's direction. */
export const visible = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );

/** An identifier or another short text: what can stand in the canonical roster and be hashed as it is. */
export const text: Check = (value) => {
  if (typeof value !== "string") return `must be a text, not ${shown(value)}`;
  if (value === "") return "must not be empty";
  if (/[\t\n\r,]/.test(value)) return "must have no tab, line end or comma";
  if (value.trim() !== value) return "must have no white space at its ends";
  if (!value.isWellFormed()) return "must be valid Unicode";
  // Two ways to write one name would be one in the roster and two in the draw.
  return value.normalize("NFC") === value ? null : "must be in Unicode NFC";
};

export const hex =
  (bytes?: number): Check =>
  (value) => {
    if (typeof value !== "string") return `must be a text of hex digits, not ${shown(value)}`;
    if (!/^(?:[0-9a-f]{2})+$/i.test(value)) return "must be whole bytes in hex: an even number of digits 0-9 and a-f";
    return bytes === undefined || value.length === 2 * bytes ? null : `must be ${bytes} bytes in hex`;
  };

export const wholeNumber =
  (from: number, to = Number.MAX_SAFE_INTEGER): Check =>
  (value) => {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= from && value <= to) return null;
    const most = to === Number.MAX_SAFE_INTEGER ? "" : ` and at most ${to}`;
    return `must be a whole number of at least ${from}${most}, not ${shown(value)}`;
  };

export const finiteNumber: Check = (value) =>
  typeof value === "number" && Number.isFinite(value) ? null : `must be a number, not ${shown(value)}`;

export const trueOrFalse: Check = (value) =>
  typeof value === "boolean" ? null : `must be true or false, not ${shown(value)}`;

export const oneOf =
  (...words: string[]): Check =>
  (value) =>
    typeof value === "string" && words.includes(value)
      ? null
      : `must be ${words.map((word) => `"${word}"`).join(" or ")}, not ${shown(value)}`;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A key in a JSON path, in quotes where it is no plain word. */
export const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

/** Checks an object's fields: `null` is the same as leaving one out. Gives the object, null where it is none. */
export function objectAt(
  value: unknown,
  path: string,
  fields: Fields,
  problems: Problems,
): Record<string, unknown> | null {
  if (!isObject(value)) {
    problems.add(path, `must be an object, not ${shown(value)}`);
    return null;
  }
  for (const key of Object.keys(value))
    if (!Object.hasOwn(fields, key)) problems.add(path + step(key), "is not a field of this format");
  for (const key in fields) {
    const given = Object.hasOwn(value, key) ? (value[key] ?? null) : null;
    const field = fields[key];
    if (given === null) {
      if (field?.required) problems.add(path + step(key), "is missing");
      continue;
    }
    const problem = field?.check?.(given) ?? null;
    if (problem !== null) problems.add(path + step(key), problem);
  }
  return value;
}

/** A list; an empty one where it is left out or none, which is then a problem. */
export function listAt(value: unknown, path: string, problems: Problems): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (value !== undefined && value !== null) problems.add(path, `must be a list, not ${shown(value)}`);
  return [];
}
