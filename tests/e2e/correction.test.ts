import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMonths, dayAt, type Month, monthOf } from "#lib/days";
import corrections from "../../app/i18n/zh-CN/corrections.json" with { type: "json" };
import officer from "../../app/i18n/zh-CN/officer.json" with { type: "json" };
import operator from "../../app/i18n/zh-CN/operator.json" with { type: "json" };
import waiting from "../../app/i18n/zh-CN/waiting.json" with { type: "json" };
import words from "../../app/i18n/zh-CN/words.json" with { type: "json" };
import { axeProblems, tooWide } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

let product: Product;
let browser: Browser;
const errors: string[] = [];
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

type Look = { viewport?: typeof DESK; scripts?: boolean };
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");

async function as(userId: string, { viewport = DESK, scripts = true }: Look = {}): Promise<Page> {
  const opened = await person(browser, product.origin, { viewport, scripts, locale: "zh-CN" });
  await signIn(opened.page, userId);
  opened.page.on("pageerror", (error) => errors.push(error.message));
  return opened.page;
}

/** The number of the lease that somebody lives under, as they read it themselves. */
async function leaseOf(userId: string): Promise<string> {
  const page = await as(userId, { viewport: PHONE });
  await page.goto("/my/lease");
  return /HT\d{4}-\d{5}/.exec(await page.locator("main").innerText())?.[0] ?? "";
}

/** What is wrong with the open page at a phone's width. */
async function problemsOf(page: Page): Promise<string[]> {
  const problems = await axeProblems(page);
  return (await tooWide(page)) ? [...problems, "wider than its window"] : problems;
}

const thisMonth: Month = monthOf(dayAt(new Date()));

test("who left two months ago is found by itself, corrected by two officers, and gets their rent back", async () => {
  const leaseNo = await leaseOf("demo-bachelor");
  const desk = await as("demo-operator");
  await desk.goto(`/operator/leases?filter=active&query=${leaseNo}`);
  await desk.locator('main a[href^="/operator/leases/"]', { hasText: leaseNo }).first().click();
  await desk.getByRole("link", { name: waiting.checkOut.open, exact: true }).click();
  await desk.fill('input[name="on"]', `${addMonths(thisMonth, -2)}-15`);
  await desk.getByLabel(waiting.checkOut.outOfOrder).check({ force: true });
  await desk.fill('textarea[name="reason"]', "退租后检修");
  await press(desk, waiting.checkOut.submit);
  await desk.getByText(corrections.lease.title).waitFor();

  // No script is needed for it.
  const first = await as("demo-officer", { scripts: false });
  await first.goto("/officer/corrections");
  const due = first.locator("li", { hasText: leaseNo });
  expect(await due.innerText()).toContain(corrections.due.months);
  await due.getByRole("button", { name: corrections.due.draft }).click();
  await first.getByText(corrections.one.done.drafted).waitFor();
  const address = new URL(first.url()).pathname;
  expect(await readable(first)).toContain(corrections.decide.anotherText);
  expect(await first.getByRole("button", { name: corrections.decide.post }).count()).toBe(0);

  const second = await as("demo-officer-2");
  await second.goto(address);
  const shown = await readable(second);
  // The month after has no rent and no support any more; what was paid of it comes back.
  expect(shown).toMatch(/¥1450.{0,4}¥0/);
  expect(shown).toContain(`${corrections.one.moves.credit}¥650`);
  await press(second, corrections.decide.post);
  await second.getByText(corrections.one.done.posted).waitFor();
  expect(await second.getByRole("button", { name: corrections.decide.post }).count()).toBe(0);

  const left = await as("demo-bachelor", { viewport: PHONE });
  await left.goto("/my/bills?view=money");
  expect(await readable(left)).toMatch(/差额更正.*GZ\d{6}-\d{4}/);
  expect(await problemsOf(left)).toEqual([]);

  await desk.goto("/operator/payments/credit");
  const name = (await second.locator("main tbody th").first().innerText()).replace(corrections.one.person, "").trim();
  await desk.locator("tr", { hasText: name }).locator('a[href*="person="]').click();
  await desk.fill('input[name="reason"]', "迟报退租");
  await press(desk, operator.payments.credit.submit);
  await desk.getByText(operator.payments.done.proposed).waitFor();
  await first.goto("/officer/refunds");
  const refund = first.locator("form", { hasText: officer.refunds.approve }).first();
  await refund.getByRole("button", { name: officer.refunds.approve }).click();
  await first.getByText(officer.refunds.done.approved).waitFor();
  expect(errors).toEqual([]);
});

test("a wrong fact is claimed back by a plan of two officers, and its first part is on the next bill", async () => {
  const leaseNo = await leaseOf("demo-master");
  const first = await as("demo-officer");
  await first.goto(`/officer/corrections/new?q=${leaseNo}`);
  await first.locator('main a[href*="person="]').first().click();
  await first.selectOption('select[name="fact"]', "ownsLocalHome");
  await press(first, corrections.new.next);
  await first.waitForURL(/fact=ownsLocalHome/);
  await press(first, corrections.new.draft);
  await first.locator('[aria-invalid="true"]').first().waitFor();
  await first.selectOption('select[name="value"]', "yes");
  await first.selectOption('select[name="fromMonth"]', addMonths(thisMonth, -3));
  await first.check('input[name="still"]', { force: true });
  await first.fill('textarea[name="reason"]', "不动产登记显示本人有房");
  await press(first, corrections.new.draft);
  await first.getByText(corrections.one.done.drafted).waitFor();

  const second = await as("demo-officer-2", { scripts: false });
  await second.goto(new URL(first.url()).pathname);
  expect(await readable(second)).toContain("¥1800");
  await press(second, corrections.decide.post);
  await second.getByText(corrections.one.done.posted).waitFor();

  await first.goto("/officer/clawbacks");
  const claim = first.locator("tr", { hasText: words.clawbackStatus.claimed });
  await claim.locator('a[href^="/officer/clawbacks/"]').click();
  await first.fill('input[name="monthlyLimitFen"]', "1900");
  await press(first, corrections.clawback.propose);
  await first.locator('input[name="monthlyLimitFen"][aria-invalid="true"]').waitFor();
  await first.fill('input[name="monthlyLimitFen"]', "700");
  const from = await first.locator('select[name="fromMonth"]').inputValue();
  await press(first, corrections.clawback.propose);
  await first.getByText(corrections.clawback.done.planned).waitFor();
  expect(await readable(first)).toContain(corrections.clawback.anotherText);
  await second.goto(new URL(first.url()).pathname);
  expect(await readable(second)).toMatch(/2期，每期¥700.*1期，每期¥400/);
  await press(second, corrections.clawback.approve);
  await second.getByText(corrections.clawback.done.approved).waitFor();

  const desk = await as("demo-operator");
  await desk.goto("/operator/months");
  await desk.fill('input[name="month"]', from);
  await press(desk, operator.months.run);
  await desk.waitForURL(/\/operator\/months\/\d{4}-\d{2}\?notice=/);

  const tenant = await as("demo-master", { viewport: PHONE });
  await tenant.goto("/my/bills");
  await tenant.getByRole("link", { name: corrections.mine.see }).click();
  await tenant.waitForURL(/\/my\/clawbacks\/[0-9A-Z]{26}$/);
  const plan = await readable(tenant);
  for (const text of [
    "¥1100",
    "¥700/月",
    "不动产登记显示本人有房",
    corrections.mine.objection,
    corrections.clawback.kinds.billed,
  ]) {
    expect(plan).toContain(text);
  }
  expect(await problemsOf(tenant)).toEqual([]);
  await tenant.goto("/my/bills");
  await tenant.locator('main a[href^="/my/bills/"]').first().click();
  await tenant.waitForURL(/\/my\/bills\/[0-9A-Z]{26}$/);
  expect(await readable(tenant)).toMatch(/资助追回.*¥700/);
  expect(await problemsOf(tenant)).toEqual([]);
  expect(errors).toEqual([]);
});
