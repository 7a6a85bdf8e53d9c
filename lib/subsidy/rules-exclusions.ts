import { firstDay } from "../days.ts";
import type { Fen } from "../money.ts";
import type { Reason } from "./rules-conditions.ts";
import { type Case, citation, ownPart, usedOf, valueOn } from "./rules-values.ts";
import type { SchemePart } from "./scheme.ts";

/** A part that the scheme does not have in this month: neither its amount nor its conditions exist. */
export const PART_IN_FORCE = "part-in-force";
/** Of several parts, or schemes, only the best is granted. */
export const BEST_OF = "best-of";

/** What was granted in this month so far, by part; by `scheme/part` what earlier schemes granted. */
export type GrantedFen = Readonly<Record<string, Fen>>;

/** Whether the scheme has the part in this month, null where it always has. */
export function inForce(part: SchemePart, { scheme, month }: Case): Reason | null {
  if (!part.inForce) return null;
  const period = valueOn({ values: part.inForce }, firstDay(month));
  const near = period ?? part.inForce.at(-1);
  return {
    code: PART_IN_FORCE,
    part: part.id,
    passed: period !== undefined,
    actual: firstDay(month),
    required: near ? [near.from, ...(near.to ? [near.to] : [])] : null,
    reference: near ? citation(scheme, near.source) : "",
  };
}

/** One reason for each part that this one cannot stand beside, in the same month or ever. */
export function exclusions(part: SchemePart, subject: Case, granted: GrantedFen): Reason[] {
  return (part.notWith ?? []).map((other) => {
    const had = grantedBy(subject, granted, other.part) > 0;
    const actual = had || (other.in === "anyMonth" && usedOf(subject, other.part) > 0);
    return {
      code: `not-with-${other.part.replace("/", "-")}`,
      part: part.id,
      passed: !actual,
      actual,
      required: false,
      reference: citation(subject.scheme, other.source),
      said: { nameZh: other.nameZh, nameEn: other.nameEn, operator: "is", unit: "yes-no" },
    };
  });
}

/** What the parts that this one tops up (补差) have granted in this month. */
export const toppedUp = (part: SchemePart, subject: Case, granted: GrantedFen): Fen =>
  (part.topUp ?? []).reduce((sum, ref) => sum + grantedBy(subject, granted, ref), 0);

const grantedBy = ({ scheme }: Case, granted: GrantedFen, ref: string): Fen =>
  granted[ownPart(scheme, ref) ?? ref] ?? 0;
