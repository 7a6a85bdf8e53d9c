import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { DESK, PHONE } from "./browser.ts";

export type Audit = {
  /** what axe finds wrong by WCAG 2.2 A and AA, one line each */
  found: string[];
  headings: number;
  /** wider than its window: what makes a phone scroll sideways */
  tooWide: boolean;
};

/** Looks at the page that is open, as wide, bright and scrolled as it is now. */
export async function audit(page: Page): Promise<Audit> {
  if (await page.evaluate("typeof axe === 'undefined'")) await page.evaluate(`${axe.source}; undefined`);
  return page.evaluate(auditHere);
}

export const axeProblems = async (page: Page): Promise<string[]> => (await audit(page)).found;

export const tooWide = async (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

/** Nothing that axe finds, and no scrolling sideways, on a phone and at a desk. */
export async function fineLook(page: Page): Promise<void> {
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    expect(await audit(page)).toMatchObject({ found: [], tooWide: false });
  }
}

/** Runs in the page, in one go: asking it piece by piece takes as long as a small page's answer. */
async function auditHere(): Promise<Audit> {
  // After a navigation by the router the title comes a moment later than the address.
  for (const until = Date.now() + 10_000; document.title === "" && Date.now() < until; )
    await new Promise((resolve) => requestAnimationFrame(resolve));

  /** What an element is made of, whatever it says: rows of one shape are right or wrong together. */
  const said = new Set(["id", "href", "value", "for", "name", "aria-label", "aria-labelledby", "datetime"]);
  const shapeOf = (element: Element): string => {
    const attributes = [...element.attributes].map(({ name, value }) =>
      said.has(name) ? `${name}=${value.trim() && "…"}` : `${name}=${value}`,
    );
    const parts = [...element.childNodes].map((node) =>
      node instanceof Element ? shapeOf(node) : node.textContent?.trim() && "…",
    );
    return `<${element.tagName} ${attributes.join(" ")}>${parts.join("")}`;
  };
  /** The third and later rows of a shape in one list: they take most of axe's time and tell it nothing new. */
  const repeated = [...document.querySelectorAll("tbody, ul, ol")].flatMap((list) => {
    const seen = new Map<string, number>();
    return [...list.children].filter((row) => {
      const shape = shapeOf(row);
      seen.set(shape, (seen.get(shape) ?? 0) + 1);
      return (seen.get(shape) ?? 0) > 2;
    });
  });
  const axeHere = (window as unknown as { axe: { run: (...given: unknown[]) => Promise<AxeResults> } }).axe;
  const { violations } = await axeHere.run(
    { include: [document], exclude: repeated },
    {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
      // Only of use to pages that play something.
      preload: false,
    },
  );
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    found: violations.map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map(({ target }) => target.join(" "));
      return `${id}: ${help} (${where.join("; ")})`;
    }),
    headings: document.querySelectorAll("h1").length,
    tooWide: scrollWidth > clientWidth + 1,
  };
}
