import type { Day } from "../days.ts";
import type { FactValue } from "../subsidy/rules-facts.ts";
import type { Decided } from "./rules-recount.ts";

/** Why a month comes out differently, in the order in which one would tell it. */
export type Reason =
  /** Nobody lived there any more, or only up to a day. */
  | { kind: "left" | "days"; toOn: Day }
  | { kind: "rent" }
  | { kind: "fact"; fact: string; before: FactValue; after: FactValue }
  | { kind: "version"; scheme: string; after: string }
  /** Granted, or not any more, since other months have come out differently. */
  | { kind: "monthsUsed" }
  /** A condition that does not pass any more, as `scheme/part:code`. */
  | { kind: "failed"; code: string };

type Compared = Pick<Decided, "rentFen" | "toOn" | "facts" | "versions" | "parts" | "failed">;

/** What is different of a month between how it stood and how it is decided now. */
export function reasonsOf(before: Compared, after: Compared): Reason[] {
  const reasons: Reason[] = [];
  if (after.rentFen === 0 && before.rentFen > 0) return [{ kind: "left", toOn: after.toOn }];
  if (after.toOn !== before.toOn) reasons.push({ kind: "days", toOn: after.toOn });
  else if (after.rentFen !== before.rentFen) reasons.push({ kind: "rent" });
  for (const fact of Object.keys({ ...before.facts, ...after.facts }).sort()) {
    const [stood, is] = [before.facts[fact] ?? null, after.facts[fact] ?? null];
    if (stood !== is) reasons.push({ kind: "fact", fact, before: stood, after: is });
  }
  for (const [scheme, version] of Object.entries(after.versions)) {
    if (before.versions[scheme] !== version) reasons.push({ kind: "version", scheme, after: version });
  }
  const granted = new Set(after.parts.map(({ part }) => part));
  const lost = before.parts.filter(({ part }) => !granted.has(part)).map(({ part }) => part);
  if (reasons.length === 0) reasons.push({ kind: "monthsUsed" });
  const failed = after.failed.filter(
    (code) => !before.failed.includes(code) && lost.some((part) => code.startsWith(`${part}:`)),
  );
  return [...reasons, ...failed.map((code): Reason => ({ kind: "failed", code }))];
}
