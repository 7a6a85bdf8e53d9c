import { globSync } from "node:fs";
import type { Page } from "playwright-core";

/** Every page of the product as its file names it, without groups: `/operator/rounds/[id]`. */
export const routes: readonly string[] = globSync("app/**/page.tsx")
  .map((file) => file.replaceAll("\\", "/").replace(/^app|\/page\.tsx$|\/\([^)]*\)|\/\[locale\]/g, ""))
  .map((route) => route || "/")
  // Of two that match, the one with fewer open segments is meant: `/rounds/new` before `/rounds/[id]`.
  .sort((a, b) => a.split("[").length - b.split("[").length);

const patterns = routes.map((route) => ({ route, pattern: new RegExp(`^${route.replace(/\[\w+\]/g, "[^/]+")}$`) }));

export const routeOf = (path: string): string | undefined => patterns.find(({ pattern }) => pattern.test(path))?.route;

/** Parts of an address that show another page: tabs, steps of a form. */
const TABS = ["view", "by"];

/** Two addresses of one kind look alike: a list is followed to its first entry, tabs and steps to each. */
function kindOf(url: URL): string | undefined {
  const route = routeOf(url.pathname);
  const name = route?.endsWith("[step]") ? url.pathname : route;
  const tabs = TABS.map((tab) => url.searchParams.get(tab) ?? "").join(" ");
  return name && `${name} ${tabs}`.trim();
}

/**
 * Walks through the pages below `starts` by their links, one of each kind, and calls `look` on each.
 * `seen` holds the kinds that were looked at already and takes those found now.
 */
export async function tour(
  page: Page,
  origin: string,
  starts: readonly string[],
  seen: Set<string>,
  look: (path: string, status: number) => Promise<void>,
): Promise<void> {
  // What is taken away as a file is no page, whatever page's address it looks like.
  const within = (url: URL) =>
    url.origin === origin &&
    !url.pathname.endsWith("/export") &&
    starts.some((start) => url.pathname === start || url.pathname.startsWith(`${start}/`));
  const waiting = starts.map((start) => new URL(start, origin));
  for (let url = waiting.shift(); url; url = waiting.shift()) {
    const kind = kindOf(url);
    if (!kind || seen.has(kind)) continue;
    seen.add(kind);
    const answer = await page.goto(url.href);
    await look(url.pathname + url.search, answer?.status() ?? 0);
    const links = (await page.evaluate(
      "[...document.querySelectorAll('main a[href], nav a[href]')].map((a) => a.getAttribute('href'))",
    )) as string[];
    waiting.push(...links.map((link) => new URL(link, url)).filter(within));
  }
}
