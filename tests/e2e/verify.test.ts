import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messagesOf } from "#i18n/messages";
import { axeProblems, tooWide } from "./support/audit.ts";
import { launch, PHONE, person } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

const { verify } = messagesOf("zh-CN").public;

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** The page of the oldest round, which is finished; whatever its policy blocks is among the errors. */
async function finishedRound(look: Parameters<typeof person>[2] = {}) {
  const { page, errors, context } = await person(browser, product.origin, look);
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto("/rounds");
  await page.goto((await page.locator('main a[href^="/rounds/"]').last().getAttribute("href")) ?? "");
  return { page, errors, context };
}

async function check(page: Page) {
  await page.getByRole("button", { name: verify.start }).click();
  const outcome = page.locator('[role="status"]:has(li)');
  await outcome.waitFor();
  const lines = await outcome.locator("li").allInnerTexts();
  return { outcome, lines, said: await outcome.innerText() };
}

/** Answers a file of the round with one place changed. */
const change = (page: Page, file: string, from: RegExp, to: string) =>
  page.route(`**/api/v1/rounds/*/${file}`, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    expect(text, `${file} has what is to be changed`).toMatch(from);
    // The headers of a compressed answer do not fit what is sent here.
    await route.fulfill({ status: 200, contentType: "application/json", body: text.replace(from, to) });
  });

describe("checking a finished round in the browser", () => {
  test("every step agrees, off the page's own thread, without an error and within the window of a phone", async () => {
    const { page, errors, context } = await finishedRound({ viewport: PHONE });
    const worker = page.waitForEvent("worker");
    const { lines, said } = await check(page);
    expect((await worker).url()).toContain("/_next/static/");
    expect(said).toContain(verify.passed);
    expect(lines.length).toBeGreaterThanOrEqual(7);
    expect(lines.filter((line) => !line.includes(verify.agrees))).toEqual([]);
    expect(await tooWide(page)).toBe(false);
    expect(await axeProblems(page)).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  test("a result that was changed is shown where it differs, with what was expected", async () => {
    const { page, context } = await finishedRound();
    await change(page, "result", /"key"\s*:\s*"[0-9a-f]{8}/, '"key":"00000000');
    const { lines, said } = await check(page);
    expect(said).toContain(verify.failed);
    const differing = lines.filter((line) => line.includes(verify.differs));
    expect(differing.map((line) => line.split("\n")[0])).toEqual([verify.steps.keys.title]);
    expect(differing[0]).toContain("$.order[0].key");
    expect(await axeProblems(page)).toEqual([]);
    await context.close();
  });

  test("a roster that was changed after the freeze no longer has the published hash", async () => {
    const { page, context } = await finishedRound();
    await change(page, "bundle", /"choices"\s*:\s*\[[^\]]+\]/, '"choices":[]');
    const { lines } = await check(page);
    expect(lines.find((line) => line.startsWith(verify.steps.roster.title))).toContain(verify.differs);
    await context.close();
  });

  test("files that cannot be had are no difference", async () => {
    const { page, context } = await finishedRound();
    await page.route("**/api/v1/rounds/*/result", (route) => route.fulfill({ status: 503, body: "" }));
    await page.getByRole("button", { name: verify.start }).click();
    await page.getByText(verify.unreachable).waitFor();
    expect(await page.getByRole("button", { name: verify.again }).isVisible()).toBe(true);
    await context.close();
  });

  test("without scripts there is no button, but the command line and the files", async () => {
    const { page, context } = await finishedRound({ scripts: false });
    expect(await page.getByRole("button", { name: verify.start }).count()).toBe(0);
    expect(await page.getByText("npm run -s wutong -- verify").isVisible()).toBe(true);
    for (const file of ["bundle", "result"]) {
      const href = await page.locator(`a[download$="-${file}.json"]`).getAttribute("href");
      const answer = await fetch(product.origin + href);
      expect([answer.status, (await answer.json()).format]).toEqual([
        200,
        `wutong/${file === "bundle" ? "round" : file}@1`,
      ]);
    }
    await context.close();
  });
});
