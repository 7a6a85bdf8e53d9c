import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { onTestFailed } from "vitest";
import { findBrowser } from "../../../bin/browser.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

export async function launch(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no browser: run the tests through `npm test`, which finds or installs one");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

type Look = {
  viewport?: { width: number; height: number };
  scripts?: boolean;
  locale?: "zh-CN" | "en";
  dark?: boolean;
  /** whoever lets axe look at most pages has it on each from the start: handing it over page by page takes as long as a look */
  audited?: boolean;
};

/** A browser of one person's own: nothing is shared with another. Any error a page throws fails the test. */
export async function person(
  browser: Browser,
  origin: string,
  look: Look = {},
): Promise<{ page: Page; context: BrowserContext; errors: string[] }> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: look.viewport ?? DESK,
    javaScriptEnabled: look.scripts ?? true,
    colorScheme: look.dark ? "dark" : "light",
    // The page's own policy would keep axe out; it is tested by itself.
    bypassCSP: false,
  });
  if (look.audited) await context.addInitScript({ content: axe.source });
  if (look.locale) await context.addCookies([{ name: "locale", value: look.locale, url: origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  keepPictureOfFailure(page);
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  return { page, context, errors };
}

/** Where a failed test leaves what its pages showed. */
const FAILURES = ".data/failures";

function keepPictureOfFailure(page: Page): void {
  try {
    onTestFailed(async ({ task }) => {
      const name = `${task.name.slice(0, 40)} ${new URL(page.url()).pathname}`.replace(/[^\w-]+/g, "_");
      await page.screenshot({ path: `${FAILURES}/${name}.png`, fullPage: true }).catch(() => {});
    });
  } catch {
    // Opened outside a test (in a hook): there is no test to hang the picture on.
  }
}

/** One click on the demo page signs in as a demo person. */
export async function signIn(page: Page, userId: string): Promise<void> {
  await page.goto("/demo");
  await page.locator(`form:has(input[name="userId"][value="${userId}"]) button[type="submit"]`).first().click();
  await page.waitForURL((url) => url.pathname !== "/demo");
}
