import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import lab from "../../app/i18n/zh-CN/lab.json" with { type: "json" };
import refusals from "../../app/i18n/zh-CN/refusals.json" with { type: "json" };
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const MASTER = "value.living-amount.0.master";
const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");

/** Begins a draft with Zibo's scheme, without what nobody here records, and gives its address. */
async function zibosAmounts(page: Page, name: string): Promise<string> {
  await page.goto("/officer/lab");
  await field(page, "source").selectOption("scheme:zibo");
  await field(page, "name").fill(name);
  await press(page, lab.make);
  await page.waitForURL(/\/officer\/lab\/[0-9A-Z]{26}\?notice=made$/);
  return new URL(page.url()).pathname;
}

test("one officer tries Zibo's amounts here, another publishes them, and the next month is decided by them", async () => {
  const first = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(first.page, "demo-officer");
  const draft = await zibosAmounts(first.page, "试〔2027〕1号");
  const { page } = first;
  const month = await field(page, "fromMonth").inputValue();

  // Nobody records the months between two jobs, so nobody would be granted anything until that is not asked any more.
  await page.locator("summary", { hasText: lab.draft.conditions }).click();
  expect(await readable(page)).toContain(lab.draft.unrecorded.replace(/\s+/g, ""));
  await field(page, "on.condition.job-gap").uncheck();
  const followed = page.getByText(lab.figures.unsaved);
  await followed.waitFor();
  const gains = async () => (await readable(page)).match(/增加([+−]?¥[\d,.]+)/)?.[1] ?? "";
  const before = await gains();
  await field(page, MASTER).fill("900.50");
  await expect.poll(gains, { timeout: 15_000 }).not.toBe(before);
  await field(page, MASTER).fill("-1");
  await page.getByText(refusals["lab-amount-wrong"]).waitFor();
  await field(page, MASTER).fill("900.50");
  await page.getByText(refusals["lab-amount-wrong"]).waitFor({ state: "detached" });

  await press(page, lab.draft.save);
  await page.getByText(lab.done.saved).waitFor();
  expect(await readable(page)).toContain("900.50元/月");
  expect(await followed.count()).toBe(0);
  await press(page, lab.draft.propose);
  await page.getByText(lab.done.proposed).waitFor();
  expect(await page.getByRole("button", { name: lab.draft.publish, exact: true }).count()).toBe(0);

  const second = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(second.page, "demo-officer-2");
  await second.page.goto("/officer");
  await second.page.locator(`main a[href="${draft}"]`).first().click();
  await second.page.waitForURL((url) => url.pathname === draft);
  await press(second.page, lab.draft.publish);
  await second.page.getByText(lab.done.published, { exact: true }).first().waitFor();
  await second.page.goto("/officer/lab");
  expect(await readable(second.page)).toContain(`changzhou${month}`);

  const desk = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(desk.page, "demo-operator");
  await desk.page.goto("/operator/months");
  await field(desk.page, "month").fill(month);
  await desk.page.locator('form:has([name="month"]) button[type="submit"]').click();
  await desk.page.waitForURL(/\/operator\/months\/\d/, { timeout: 60_000 });

  await second.page.goto("/officer/settlements");
  await second.page.locator('main a[href^="/officer/settlements/"]').first().click();
  await second.page.waitForURL(/\/officer\/settlements\/[0-9A-Z]{26}/);
  await second.page.goto(`${second.page.url()}?filter=eligible`);
  expect(await readable(second.page)).toContain("¥900.50");
  await second.page.locator('main tbody a[href^="/officer/settlements/"]').first().click();
  await second.page.waitForURL(/\/officer\/settlements\/[0-9A-Z]{26}\/[0-9A-Z]{26}/);
  expect(await readable(second.page)).toContain(`changzhou${month}`);
  expect([...first.errors, ...second.errors, ...desk.errors]).toEqual([]);
}, 180_000);

test("without scripts a draft is saved and reckoned by the button, and each wrong field says what it wants", async () => {
  const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
  await signIn(page, "demo-officer");
  await zibosAmounts(page, "手机试算");
  await field(page, MASTER).fill("1.234");
  await press(page, lab.draft.save);
  expect(await readable(page)).toContain(refusals["lab-amount-wrong"].replace(/\s+/g, ""));
  expect(await field(page, MASTER).inputValue()).toBe("1.234");
  await field(page, MASTER).fill("1234.5");
  await press(page, lab.draft.save);
  await page.waitForURL(/notice=saved$/);
  expect(await readable(page)).toContain("1234.50元/月");
  await page.goto("/officer/lab/compare?a=scheme%3Azibo&b=scheme%3Ananjing");
  await field(page, "untold").check();
  await press(page, lab.show);
  await page.waitForURL(/untold=on/);
  expect(await readable(page)).toContain(lab.figures.months);
});
