import type { Fen } from "../money.ts";
import type { Plan } from "./rules-together.ts";
import type { Scheme, SchemePart } from "./scheme.ts";

/** What a complex names where several schemes apply to one person, in order: `["suzhou-sip", { bestOf: ["a", "b"] }]`. */
export type PlanNames = readonly (string | { bestOf: readonly string[] })[];

/** The version of each scheme that decided something: `{ "changzhou": "1.2.0" }`. */
export type Versions = Record<string, string>;

/** A plan in one line, as decisions keep it: `changzhou`, `suzhou-sip+zibo`, `suzhou-sip|suzhou` for the best of two. */
export const planText = (plan: Plan): string =>
  plan.map((step) => ("bestOf" in step ? step.bestOf : [step]).map(({ id }) => id).join("|")).join("+");

/** The names in a plan's line. */
export const planNames = (text: string): PlanNames =>
  text.split("+").map((step) => (step.includes("|") ? { bestOf: step.split("|") } : step));

/** Each name of a plan once, in order. */
export const namesIn = (names: PlanNames): string[] => [
  ...new Set(names.flatMap((step) => (typeof step === "string" ? [step] : step.bestOf))),
];

export const schemesOf = (plan: Plan): Scheme[] => plan.flatMap((step) => ("bestOf" in step ? step.bestOf : [step]));

export const versionsOf = (plan: Plan): Versions =>
  Object.fromEntries(schemesOf(plan).map(({ id, version }) => [id, version]));

/** Whether something was decided by these very versions of these schemes. */
export const decidedBy = (plan: Plan, kept: { plan: string; versions: Versions }): boolean =>
  planText(plan) === kept.plan &&
  Object.entries(versionsOf(plan)).every(([id, version]) => kept.versions[id] === version);

/** How a part is called wherever it is kept: `changzhou/living`. */
export const partName = (schemeId: string, part: string): string => `${schemeId}/${part}`;

/** What the equation of a net rent shows: the living part (生活资助), and everything else as the rent part. */
export function shownParts(parts: readonly { part: string; fen: Fen }[]): { livingFen: Fen; rentPartFen: Fen } {
  const sum = (living: boolean) =>
    parts.reduce((total, { part, fen }) => (isLiving(part) === living ? total + fen : total), 0);
  return { livingFen: sum(true), rentPartFen: sum(false) };
}

const isLiving = (part: string): boolean => part === "living" || part.endsWith("/living");

export type PlanPart = Omit<SchemePart, "id"> & { id: string };

/** The parts of all schemes of a plan in their order, each with its long name. */
export const partsOf = (plan: Plan): PlanPart[] =>
  schemesOf(plan).flatMap(({ id, parts }) => parts.map((part) => ({ ...part, id: partName(id, part.id) })));

/** For each part the other parts that only one can be granted of: those of its best-of (从优), within a scheme or between schemes. */
export function rivalsIn(plan: Plan): Map<string, string[]> {
  const rivals = new Map<string, string[]>();
  const add = (name: string, others: string[]) => rivals.set(name, [...(rivals.get(name) ?? []), ...others]);
  for (const { id, parts } of schemesOf(plan))
    for (const part of parts) {
      const its = parts.filter((one) => part.bestOf !== undefined && one !== part && one.bestOf === part.bestOf);
      add(
        partName(id, part.id),
        its.map((one) => partName(id, one.id)),
      );
    }
  for (const step of plan) {
    if (!("bestOf" in step)) continue;
    for (const scheme of step.bestOf) {
      const others = partsOf(step.bestOf.filter((one) => one !== scheme)).map((part) => part.id);
      for (const part of scheme.parts) add(partName(scheme.id, part.id), others);
    }
  }
  return rivals;
}
