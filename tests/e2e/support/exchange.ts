import type { Page } from "playwright-core";
import exchange from "../../../app/i18n/zh-CN/exchange.json" with { type: "json" };
import operator from "../../../app/i18n/zh-CN/operator.json" with { type: "json" };

export const texts = exchange;

/** From the demo's open exchange to the list that is still empty. Gives the round's id. */
export async function beginExchange(page: Page): Promise<string> {
  await page.goto("/my/exchange");
  await page.getByRole("link", { name: texts.begin }).first().click();
  await page.waitForURL(/\/my\/exchange\/[0-9A-Z]{26}$/);
  const roundId = page.url().split("/").at(-1) ?? "";
  await page.getByRole("link", { name: texts.choose.go }).click();
  await page.waitForURL(/\/choose/);
  return roundId;
}

/** Puts the first place that fits on the list. */
export async function addPlace(page: Page): Promise<void> {
  const before = page.url();
  await page.locator("#places li a").first().click();
  await page.waitForURL((url) => url.href !== before);
}

/** The desk's page of the demo's exchange whose day is today. */
export async function openDrawnExchange(page: Page): Promise<string> {
  await page.goto("/operator/rounds");
  const links = await page
    .locator(`tr:has-text("${operator.rounds.facts.mechanisms.exchange}") a[href^="/operator/rounds/"]`)
    .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  for (const href of new Set(links)) {
    await page.goto(`${href}/exchange`);
    if ((await page.locator('input[name="confirmed"]').count()) > 0) return href.split("/").at(-1) ?? "";
  }
  throw new Error("the demo has an exchange whose day is today");
}

/** The code of the round whose page is open, from its breadcrumbs. */
export const codeOfPage = async (page: Page): Promise<string> =>
  (await page.locator('main nav a[href^="/operator/rounds/"]').last().innerText()).trim();
