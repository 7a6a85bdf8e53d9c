import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "./browser.mjs";
import { freePort } from "./ports.ts";
import { untilHealthy } from "./serve.ts";

// Makes the pictures of the README from the running demo: npm run pictures
const FOLDER = "docs/pictures";
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Picture = {
  name: string;
  as?: string;
  locale?: "en";
  viewport: typeof DESK;
  /** Goes from the person's first page to what is to be seen. */
  open: (page: Page) => Promise<unknown>;
};

const follow =
  (path: string, link: string, index = 0) =>
  async (page: Page) => {
    await page.goto(path);
    await page.locator(link).nth(index).click();
    await page.waitForURL((url) => url.pathname !== path);
  };

const PICTURES: Picture[] = [
  { name: "home-zh-1440", viewport: DESK, open: (page) => page.goto("/") },
  { name: "home-en-1440", viewport: DESK, locale: "en", open: (page) => page.goto("/") },
  { name: "rooms-390", viewport: PHONE, open: (page) => page.goto("/rooms/single") },
  // The second bill is last month's: its subsidy has been approved.
  { name: "bill-390", viewport: PHONE, as: "demo-master", open: follow("/my/bills", 'a[href^="/my/bills/"]', 1) },
  { name: "operator-1440", viewport: DESK, as: "demo-operator", open: (page) => page.goto("/operator") },
  {
    name: "officer-1440",
    viewport: DESK,
    as: "demo-officer-2",
    // The first batch of the month holds almost everybody; the second one, on top, came late.
    open: follow("/officer/settlements", 'a[href^="/officer/settlements/"]', 1),
  },
];

const executablePath = findBrowser();
if (!executablePath) throw new Error("no browser found: npm test installs one");
const port = await freePort();
const origin = `http://localhost:${port}`;
const demo = spawn(process.execPath, ["bin/demo.ts", "--port", String(port)], { stdio: "inherit" });
try {
  await untilHealthy(origin, 300);
  mkdirSync(FOLDER, { recursive: true });
  const flags = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
  ];
  const browser = await chromium.launch({
    executablePath,
    args: [...flags, "--disable-component-update", "--disable-sync"],
  });
  for (const picture of PICTURES) await take(browser, picture);
  await browser.close();
} finally {
  demo.kill("SIGTERM");
}

async function take(browser: Browser, { name, as, locale, viewport, open }: Picture): Promise<void> {
  const context = await browser.newContext({ baseURL: origin, viewport });
  if (locale) await context.addCookies([{ name: "locale", value: locale, url: origin }]);
  const page = await context.newPage();
  if (as) {
    await page.goto("/demo");
    await page.locator(`form:has(input[value="${as}"]) button[type="submit"]`).first().click();
    await page.waitForURL((url) => url.pathname !== "/demo");
  }
  await open(page);
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  await context.close();
  console.log(`${FOLDER}/${name}.png`);
}
