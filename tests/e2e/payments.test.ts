import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import operator from "../../app/i18n/zh-CN/operator.json" with { type: "json" };
import refusals from "../../app/i18n/zh-CN/refusals.json" with { type: "json" };
import { makeXlsx } from "../support/xlsx.ts";
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

const texts = operator.payments;
const HEADERS = ["交易流水号", "交易日期", "贷方发生额", "对方户名", "附言"];
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");

async function upload(page: Page, name: string, content: Buffer): Promise<void> {
  await page.goto("/operator/payments");
  await page.setInputFiles('input[type="file"]', { name, mimeType: "application/octet-stream", buffer: content });
  await press(page, texts.upload.submit);
}

/** An open bill of the demo's last month, with its tenant. */
async function openBill(page: Page): Promise<{ billNo: string; name: string; href: string }> {
  await page.goto("/operator/months");
  await page.locator('main a[href^="/operator/months/"]').first().click();
  await page.waitForURL(/\/operator\/months\/\d/);
  await page.goto(`${page.url()}?filter=open`);
  const row = page.locator("main tbody tr").last();
  const link = row.locator('a[href^="/operator/months/"]');
  const cells = await row.locator("td").allInnerTexts();
  return {
    billNo: (await link.innerText()).trim(),
    name: (cells[0] ?? "").replace(/^承租人\s*/, "").trim(),
    href: (await link.getAttribute("href")) ?? "",
  };
}

test("a bank's list is uploaded, looked at, booked once, and what it leaves is matched by hand", async () => {
  const { page, errors } = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(page, "demo-operator");
  const bill = await openBill(page);
  const today = new Date().toISOString().slice(0, 10);
  const list = Buffer.from(
    makeXlsx([
      HEADERS,
      ["E2E-1", today, 1.5, "谁都行", `房租${bill.billNo}`],
      ["E2E-2", today, 2.5, "查无此人", "房租"],
      ["E2E-1", today, 1.5, "谁都行", `房租${bill.billNo}`],
    ]),
  );
  await upload(page, "e2e.xlsx", list);
  await page.waitForURL(/\/imports\/[0-9A-Z]{26}\?notice=uploaded$/);
  const shown = await readable(page);
  expect(shown).toContain(texts.matched["match-bill-no"]);
  expect(shown).toContain(refusals["row-nobody"].replace(/\s+/g, ""));
  expect(shown).toContain(refusals["row-twice-in-file"].replace("{line}", "2").replace(/\s+/g, ""));
  await press(page, texts.import.confirm);
  await page.getByText(texts.done.confirmed).waitFor();

  // The same file again leads to the import that was booked.
  await upload(page, "again.xlsx", list);
  await page.getByText(texts.done["uploaded-before"]).waitFor();
  expect(await page.getByRole("button", { name: texts.import.confirm }).count()).toBe(0);

  await page.goto("/operator/payments/waiting");
  await page.locator('tr:has-text("E2E-2") a[href^="/operator/payments/waiting/"]').first().click();
  await page.waitForURL(/\/waiting\/[0-9A-Z]{26}/);
  await page.fill('input[name="q"]', bill.billNo);
  await press(page, texts.match.search);
  await page.locator(`tr:has-text("${bill.billNo}") button[type="submit"]`).first().click();
  await page.getByText(texts.done.matched).waitFor();
  await page.goto(bill.href);
  const booked = await readable(page);
  for (const text of ["E2E-1", "E2E-2", "¥1.50", "¥2.50"]) expect(booked).toContain(text);
  // The bill may have been paid before as well: every payment has its receipt.
  const receipts = await page
    .locator('a[href^="/operator/payments/receipts/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const said: string[] = [];
  for (const href of receipts) {
    await page.goto(href);
    said.push(await readable(page));
  }
  for (const words of ["壹元伍角整", "贰元伍角整"]) expect(said.join("\n")).toContain(words);
  expect(errors).toEqual([]);
});

test("a file that cannot be read says why and where, and books nothing; without scripts as well", async () => {
  const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
  await signIn(page, "demo-operator");
  await upload(page, "picture.csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  await page.locator('input[type="file"][aria-invalid="true"]').waitFor();
  await upload(page, "columns.csv", Buffer.from("甲,乙\n1,2\n"));
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).toContain("贷方发生额");
  const wrong = [HEADERS, ["E2E-9", "2026-02-30", "-5", "某", "房租"]].map((row) => row.join(",")).join("\n");
  await upload(page, "wrong.csv", Buffer.from(wrong));
  await page.waitForURL(/\/imports\//);
  expect(await readable(page)).toContain(refusals["row-date-wrong"].replace(/\s+/g, ""));
  expect(await page.getByRole("button", { name: texts.import.confirm }).count()).toBe(0);
  await press(page, texts.import.discard);
  await page.getByText(texts.done.discarded).waitFor();
});

test("credit is refunded by two people, and the arrears come as a file", async () => {
  const { page, errors } = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(page, "demo-operator");
  await page.goto("/operator/payments/credit");
  await page.locator('main a[href*="person="]').first().click();
  await page.fill('input[name="amountFen"]', "1.5");
  await page.fill('input[name="reason"]', "端到端退款");
  await press(page, texts.credit.submit);
  await page.getByText(texts.done.proposed).waitFor();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const file = await fetch(`${product.origin}/operator/payments/arrears/export?age=over90`, { headers: { cookie } });
  expect([file.status, file.headers.get("content-disposition")]).toEqual([200, expect.stringContaining("attachment")]);
  expect(Buffer.from(await file.arrayBuffer()).toString("utf8")).toMatch(/^\uFEFF承租人,.*\r\n/);
  const officer = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(officer.page, "demo-officer");
  await officer.page.goto("/officer/refunds");
  const card = officer.page.locator('form:has(input[value="1.50"])').first();
  await card.locator('button[type="submit"]').click();
  await officer.page.waitForURL(/notice=approved/);
  expect(await readable(officer.page)).toContain("端到端退款");
  expect([...errors, ...officer.errors]).toEqual([]);
});

test("a callback without a signature is refused though it needs no origin, and is open where a provider is named only", async () => {
  const answer = await fetch(`${product.origin}/api/v1/payments/callback/sandbox`, { method: "POST", body: "{}" });
  expect([answer.status, await answer.json()]).toEqual([404, { outcome: "unknown-provider" }]);
});
