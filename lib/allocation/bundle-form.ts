import type { Round } from "./bundle.ts";
import { isObject, listAt, objectAt, Problems, type RoundProblem, shown, text } from "./bundle-fields.ts";
import { APPLICANT, CATEGORY, DRAW, FROZEN, RESERVE, ROUND } from "./bundle-format.ts";
import { bytesOf, compareBytes } from "./digest.ts";
import { verifyCode } from "./draw.ts";

/** `problems` are at most 100, in the order of the file; `count` counts all. */
export type RoundReading = { ok: true; round: Round } | { ok: false; problems: RoundProblem[]; count: number };

/** A round as it is frozen: everything but what decides the order. */
export type FrozenRound = Omit<Round, "draw" | "order">;
export type FrozenReading = { ok: true; round: FrozenRound } | Extract<RoundReading, { ok: false }>;

/** How often a code is hashed in search of the commitment: more draws than any chain is made for. */
const MOST_HASHES = 10_000;
/** Applicants hold the classes that have reserves as the bits of one word. */
const MOST_CLASSES = 32;

/** Reads what claims to be a round bundle and finds everything that is wrong with it. */
export function readRound(value: unknown): RoundReading {
  const problems = new Problems();
  const round = objectAt(value, "$", ROUND, problems);
  if (round) {
    const form = new RoundForm(round, problems);
    form.checkDraw();
    form.check();
  }
  // Every field has been checked, and the object is handed on as it is: copies of a million applicants cost.
  return problems.count === 0
    ? { ok: true, round: value as Round }
    : { ok: false, problems: problems.kept, count: problems.count };
}

/** Reads a round before its draw: the same, but it has neither draw nor order yet. */
export function readFrozenRound(value: unknown): FrozenReading {
  const problems = new Problems();
  const round = objectAt(value, "$", FROZEN, problems);
  if (round) new RoundForm(round, problems).check();
  return problems.count === 0
    ? { ok: true, round: value as FrozenRound }
    : { ok: false, problems: problems.kept, count: problems.count };
}

class RoundForm {
  private readonly round: Record<string, unknown>;
  private readonly problems: Problems;
  private readonly applicants: readonly unknown[];
  private readonly categories: readonly unknown[];
  private readonly applicantIds: ReadonlySet<unknown>;
  private readonly categoryIds: ReadonlySet<unknown>;
  private readonly exchange: boolean;

  constructor(round: Record<string, unknown>, problems: Problems) {
    this.round = round;
    this.problems = problems;
    this.exchange = round.mechanism === "exchange";
    this.categories = listAt(round.categories, "$.categories", problems);
    this.applicants = listAt(round.applicants, "$.applicants", problems);
    this.categoryIds = new Set(this.categories.map(idOf));
    this.applicantIds = new Set(this.applicants.map(idOf));
  }

  check(): void {
    const seen = new Set<string>();
    const classes = new Set<string>();
    for (const [index, category] of this.categories.entries()) {
      const path = `$.categories[${index}]`;
      this.checkCategory(category, path, classes);
      this.checkUnique(idOf(category), `${path}.id`, seen);
    }
    seen.clear();
    const homes = new Map<unknown, string>();
    for (const [index, applicant] of this.applicants.entries()) {
      const path = `$.applicants[${index}]`;
      this.checkApplicant(applicant, path);
      this.checkUnique(idOf(applicant), `${path}.id`, seen);
      if (this.exchange && isObject(applicant)) this.checkHome(applicant.holds, `${path}.holds`, homes);
    }
  }

  checkDraw(): void {
    const { draw = null, order = null } = this.round;
    if (draw === null && order === null) this.problems.add("$", 'must have "draw" or "order"');
    if (draw !== null && order !== null)
      this.problems.add("$.order", 'cannot stand beside "draw": one of them decides');
    if (draw !== null) this.checkCode(objectAt(draw, "$.draw", DRAW, this.problems));
    if (order === null) return;
    const named = this.checkNames(order, "$.order", this.applicantIds, "applicant");
    if (!Array.isArray(order)) return;
    const missing = this.applicants.map(idOf).filter((id) => typeof id === "string" && !named.has(id));
    if (missing.length > 0) {
      const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
      this.problems.add("$.order", `misses ${missing.slice(0, 5).map(shown).join(", ")}${more}`);
    }
  }

  private checkCode(draw: Record<string, unknown> | null): void {
    const code = typeof draw?.code === "string" ? bytesOf(draw.code) : null;
    const commitment = typeof draw?.commitment === "string" ? bytesOf(draw.commitment) : null;
    if (code === null || commitment?.length !== 32) return;
    if (compareBytes(code, commitment) === 0)
      this.problems.add("$.draw.commitment", "is the code itself, which everybody knew before the draw");
    else if (verifyCode(code, commitment, MOST_HASHES) === null)
      this.problems.add("$.draw.commitment", `is not reached by hashing the code ${MOST_HASHES} times`);
  }

  private checkCategory(value: unknown, path: string, classes: Set<string>): void {
    const category = objectAt(value, path, CATEGORY, this.problems);
    if (!category) return;
    const { places, minGroup, maxGroup } = category;
    if (typeof minGroup === "number" && typeof maxGroup === "number" && minGroup > maxGroup)
      this.problems.add(`${path}.minGroup`, `is above maxGroup: ${minGroup} > ${maxGroup}`);
    const reserves = listAt(category.reserves, `${path}.reserves`, this.problems);
    this.checkReserves(reserves, places, `${path}.reserves`, classes);
    const priority = category.priority ?? [];
    this.checkNames(priority, `${path}.priority`, this.applicantIds, "applicant");
    if (!this.exchange) return;
    if (typeof places === "number" && places !== 1)
      this.problems.add(`${path}.places`, `must be 1, not ${places}: in an exchange a category is one unit`);
    if (reserves.length > 0) this.problems.add(`${path}.reserves`, "has no meaning in an exchange");
    if (Array.isArray(priority) && priority.length > 0)
      this.problems.add(`${path}.priority`, "has no meaning in an exchange");
  }

  private checkReserves(reserves: readonly unknown[], places: unknown, path: string, classes: Set<string>): void {
    const here = new Set<unknown>();
    let sum = 0;
    for (const [index, value] of reserves.entries()) {
      const reserve = objectAt(value, `${path}[${index}]`, RESERVE, this.problems);
      const name = reserve?.class;
      if (typeof reserve?.places === "number" && reserve.places > 0) sum += reserve.places;
      if (typeof name !== "string") continue;
      if (here.has(name)) this.problems.add(`${path}[${index}].class`, `names the class ${shown(name)} twice`);
      here.add(name);
      if (classes.size === MOST_CLASSES && !classes.has(name))
        this.problems.add(`${path}[${index}].class`, `is one class too many: a round has reserves for ${MOST_CLASSES}`);
      else classes.add(name);
    }
    if (typeof places === "number" && places >= 0 && sum > places)
      this.problems.add(path, `are above the places: ${sum} > ${places}`);
  }

  private checkApplicant(value: unknown, path: string): void {
    const applicant = objectAt(value, path, APPLICANT, this.problems);
    if (!applicant) return;
    const { choices, classes } = applicant;
    if (choices !== undefined && choices !== null)
      this.checkNames(choices, `${path}.choices`, this.categoryIds, this.exchange ? "unit" : "category");
    if (classes !== undefined && classes !== null) this.checkNames(classes, `${path}.classes`, null, "class");
  }

  private checkHome(holds: unknown, path: string, homes: Map<unknown, string>): void {
    if (typeof holds !== "string" || holds === "") return;
    if (!this.categoryIds.has(holds)) this.problems.add(path, `names the unknown unit ${shown(holds)}`);
    const other = homes.get(holds);
    if (other !== undefined) this.problems.add(path, `names the unit ${shown(holds)}, as ${other} does`);
    else homes.set(holds, path);
  }

  /** A list of different names; `known` are those it may hold, null for any. Gives the names. */
  private checkNames(value: unknown, path: string, known: ReadonlySet<unknown> | null, what: string): Set<unknown> {
    const names = listAt(value, path, this.problems);
    const seen = new Set<unknown>();
    for (let index = 0; index < names.length; index++) {
      const name = names[index];
      // A known name has been looked at where it was given.
      const wrong = known?.has(name) ? null : (text(name) ?? (known && `names the unknown ${what} ${shown(name)}`));
      const problem = wrong ?? (seen.has(name) ? `names the ${what} ${shown(name)} twice` : null);
      if (problem !== null) this.problems.add(`${path}[${index}]`, problem);
      seen.add(name);
    }
    return seen;
  }

  private checkUnique(id: unknown, path: string, seen: Set<string>): void {
    if (typeof id !== "string") return;
    if (seen.has(id)) this.problems.add(path, `${shown(id)} is there already`);
    seen.add(id);
  }
}

const idOf = (value: unknown): unknown => (isObject(value) ? value.id : undefined);
