import type { Month } from "../days.ts";

/** A version of a scheme that was published here: it decides the months from `fromMonth` on until a later one does. */
export type Published = { schemeId: string; version: string; sequence: number; fromMonth: Month };
/** A version whose past months have been corrected, and when that was posted. */
export type Reformed = { schemeId: string; version: string; at: Date };
export type Versions = Readonly<Record<string, string>>;

const find = (published: readonly Published[], schemeId: string, version: string | undefined) =>
  published.find((one) => one.schemeId === schemeId && one.version === version);

/** Whether one version goes before another: a later first month, or published later for the same. Files come first of all. */
const isLater = (one: Published, than: Published | undefined): boolean =>
  than === undefined ||
  one.fromMonth > than.fromMonth ||
  (one.fromMonth === than.fromMonth && one.sequence > than.sequence);

/** The published version that decides a month as of today; null while that is the scheme's file. */
export function versionFor(published: readonly Published[], schemeId: string, month: Month): string | null {
  let latest: Published | undefined;
  for (const one of published) {
    if (one.schemeId === schemeId && one.fromMonth <= month && isLater(one, latest)) latest = one;
  }
  return latest?.version ?? null;
}

/**
 * The versions that a month stands under once reforms have been posted: a reform holds in every month that stood when it was
 * posted, in those too where it changed nothing and left no line. What was decided by a later version keeps that.
 * @param since when what stands of the month was posted
 */
export function versionsAfter(
  published: readonly Published[],
  reforms: readonly Reformed[],
  { month, versions, since }: { month: Month; versions: Versions; since: Date },
): Record<string, string> {
  const now: Record<string, string> = { ...versions };
  for (const { schemeId, version, at } of reforms) {
    const [reform, stood] = [find(published, schemeId, version), now[schemeId]];
    if (!reform || stood === undefined || at < since || month < reform.fromMonth) continue;
    if (isLater(reform, find(published, schemeId, stood))) now[schemeId] = version;
  }
  return now;
}

/** The schemes of a month that it should have been decided by in another version, and which; nothing of those that stand. */
export function versionsDue(published: readonly Published[], month: Month, versions: Versions): Record<string, string> {
  const due: Record<string, string> = {};
  for (const [schemeId, stood] of Object.entries(versions)) {
    const version = versionFor(published, schemeId, month);
    if (version !== null && version !== stood) due[schemeId] = version;
  }
  return due;
}
