import Database from "better-sqlite3";
import type { Browser, Page } from "playwright-core";
import { readSheet } from "read-excel-file/universal";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addMonths } from "#lib/days";
import { unseal } from "#lib/secrets";
import { pagesOf } from "#tests/support/pdf";
import desk from "../../app/i18n/zh-CN/desk.json" with { type: "json" };
import operator from "../../app/i18n/zh-CN/operator.json" with { type: "json" };
import { axeProblems, tooWide } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";
import { signInByPhone } from "./support/talent.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");
const fen = (text: string): number => Math.round(Number(text.replace(/[^\d.−-]/g, "").replace("−", "-")) * 100);
/** What a page shows as the figure of that name. */
const figureOf = async (page: Page, label: string): Promise<number> => {
  const figure = page.locator("main dl > div").filter({ has: page.getByText(label, { exact: true }) });
  return fen(await figure.locator("dd").first().innerText());
};
const fineLook = async (page: Page) => {
  expect(await axeProblems(page)).toEqual([]);
  expect(await tooWide(page)).toBe(false);
};

async function asOfficer(userId = "demo-officer") {
  const made = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(made.page, userId);
  return made;
}

async function download(page: Page, path: string): Promise<Uint8Array> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(product.origin + path, { headers: { cookie } });
  expect([answer.status, answer.headers.get("content-disposition")]).toEqual([
    200,
    expect.stringContaining("attachment"),
  ]);
  return new Uint8Array(await answer.arrayBuffer());
}

test("from what waits to the month's figure, down to one person's line, and why it was decided so", async () => {
  const { page, errors } = await asOfficer();
  await page.goto("/officer");
  const shown = await readable(page);
  expect(shown).toContain(desk.queue.mine);
  // What is overdue depends on the day the demo was made; that everything has a deadline does not.
  expect(shown).toContain(desk.queue.due);
  expect(await page.locator('main tbody a[href^="/officer/"]').count()).toBeGreaterThan(1);
  await fineLook(page);
  const subsidy = await figureOf(page, desk.figures.subsidy);
  expect(subsidy).toBeGreaterThan(0);

  // The figure opens to its rows by class, a class to its room types, a room type on to its people.
  await page.getByRole("link", { name: desk.figures.subsidy, exact: true }).first().click();
  await page.waitForURL(/\/lines\?.*figure=subsidy/);
  expect(await figureOf(page, desk.figures.subsidy)).toBe(subsidy);
  // Behind the name of the class stand people, rent and support.
  const cells = page.locator("main tbody tr td:nth-of-type(3)");
  const parts = (await cells.allInnerTexts()).map(fen);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(subsidy);
  await cells.last().locator("a").click();
  await page.waitForURL(/class=/);
  expect(await figureOf(page, desk.figures.subsidy)).toBe(parts.at(-1));
  await page.locator("main nav").getByRole("link", { name: desk.by.people, exact: true }).click();
  await page.waitForURL(/by=people/);
  await page.locator("main tbody tr").first().waitFor();
  expect(await figureOf(page, desk.figures.subsidy)).toBe(parts.at(-1));
  await fineLook(page);

  await page.locator('main tbody a[href^="/officer/settlements/"]').first().click();
  await page.waitForURL(/\/officer\/settlements\/[0-9A-Z]{26}\/[0-9A-Z]{26}/);
  const why = await readable(page);
  for (const text of ["依据", "要求", "常政办发〔2021〕21号"]) expect(why).toContain(text);
  await page.locator('main h1 a[href^="/officer/people/"]').click();
  await page.waitForURL(/\/officer\/people\//);
  expect(await readable(page)).toContain(desk.person.months.replace(/\s+/g, ""));
  await fineLook(page);
  expect(errors).toEqual([]);
});

test("the month's report is a PDF in Chinese with the same sums, its lines are numbers in a spreadsheet", async () => {
  const { page } = await asOfficer();
  await page.goto("/officer/months");
  await page.locator('main tbody a[href^="/officer/months/"]').first().click();
  await page.waitForURL(/\/officer\/months\/\d{4}-\d{2}$/);
  const month = page.url().slice(-7);
  const subsidy = await figureOf(page, desk.figures.subsidy);
  const pdf = await pagesOf(await download(page, `/officer/months/${month}/report/export`));
  const written = (subsidy / 100).toLocaleString("en", { minimumFractionDigits: 2 });
  expect(pdf.join("")).toContain(written);
  for (const title of [desk.report.summary, desk.report.funds, desk.report.arrears, desk.report.signatures.approver]) {
    expect(pdf.join("")).toContain(title);
  }
  expect(pdf[0]).toContain(desk.report.page.replace("{page}", "1").replace("{pages}", String(pdf.length)));
  const xlsx = await download(page, `/officer/months/${month}/export`);
  const lines = await readSheet(xlsx.slice().buffer, desk.sheet.tabs.lines);
  const at = lines[0]?.indexOf(desk.figures.subsidy) ?? -1;
  const sum = lines.slice(1).reduce<number>((all, row) => all + Math.round(Number(row[at]) * 100), 0);
  expect(sum).toBe(subsidy);
  const refused = await fetch(`${product.origin}/officer/months/${month}/report/export`, { redirect: "manual" });
  expect([302, 303, 307]).toContain(refused.status);
});

test("the month as a flow and the net rents stand beside tables of the same figures, also on a phone", async () => {
  for (const viewport of [DESK, PHONE]) {
    const { page } = await person(browser, product.origin, { viewport, locale: "zh-CN" });
    await signIn(page, "demo-officer");
    await page.goto("/officer/months");
    const href = await page.locator('main tbody a[href^="/officer/months/"]').first().getAttribute("href");
    await page.goto(`${href}/flow`);
    expect(await page.locator("main svg[role=img]").count()).toBe(2);
    expect(await page.locator("main table").count()).toBe(2);
    await fineLook(page);
    await page.goto("/officer/net-rent");
    await page.locator("main svg[role=img]").waitFor();
    await fineLook(page);
  }
});

/** A resident whom only the insurance keeps out this month, as the database has them. */
function keptOut() {
  const file = new Database(product.database, { readonly: true });
  try {
    const rows = file
      .prepare(
        `select people.id, people.name, people.phone_sealed as phone, people.resident_id_sealed as residentId,
                people.first_insured_on as firstInsuredOn, offsets.month, offsets.failed, offsets.month as month
         from offsets join people on people.id = offsets.person_id join leases on leases.id = offsets.lease_id
         where offsets.month = (select max(month) from offsets) and offsets.subsidy_fen = 0 and leases.status = 'active'
         order by people.id`,
      )
      .all() as { id: string; name: string; phone: string; residentId: string; month: string; failed: string }[];
    const insurance = /:(?:insured-unbroken|insured-from-seventh-month)$/;
    const found = rows.find((row) => (JSON.parse(row.failed) as string[]).every((code) => insurance.test(code)));
    if (!found) throw new Error("nobody in the demo is kept out by the insurance alone");
    return {
      ...found,
      phone: unseal(found.phone, `people.phone:${found.id}`),
      residentId: unseal(found.residentId, `people.residentId:${found.id}`),
    };
  } finally {
    file.close();
  }
}

test("a register's list is looked at, taken over, and the next month finds and tells whom it makes eligible", async () => {
  const who = keptOut();
  const { page, errors } = await asOfficer();
  await page.goto("/officer/registers");
  await page.selectOption('select[name="register"]', "socialInsurance");
  const list = `姓名,身份证号,首次参保,连续参保月数\n${who.name},${who.residentId},2024-01-01,20\n某某,53010219200508011X,2024-01-01,9\n`;
  await page.setInputFiles('input[type="file"]', { name: "社保.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
  await page.getByRole("button", { name: desk.registers.submit, exact: true }).click();
  await page.waitForURL(/\/officer\/registers\/[0-9A-Z]{26}\?notice=uploaded/);
  const preview = await readable(page);
  expect(preview).toContain(who.residentId.slice(-4));
  expect(preview).not.toContain(who.residentId);
  expect(preview).not.toContain("某某");
  await fineLook(page);
  await page.getByRole("button", { name: desk.registers.confirm, exact: true }).click();
  await page.getByText(desk.registers.done.confirmed).waitFor();

  const next = addMonths(who.month, 1);
  const desk2 = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(desk2.page, "demo-operator");
  await desk2.page.goto("/operator/months");
  await desk2.page.fill('input[name="month"]', next);
  await desk2.page.getByRole("button", { name: operator.months.run, exact: true }).click();
  await desk2.page.waitForURL(/notice=|\/operator\/months\/\d/);

  await page.goto("/officer");
  await page.locator(`main a[href="/officer/findings?month=${next}"]`).click();
  await page.locator(`main a[href="/officer/people/${who.id}"]`).first().waitFor();
  await fineLook(page);
  await page.getByRole("button", { name: desk.registers.seeAll, exact: true }).click();
  await page.getByText(desk.registers.done.seen).waitFor();
  expect(errors).toEqual([]);

  const talent = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN" });
  await signInByPhone(talent.page, who.phone);
  await talent.page.goto("/my/notices");
  const told = await readable(talent.page);
  expect(told).toContain("起符合资助条件");
  await fineLook(talent.page);
  await talent.page.goto("/my/subsidy");
  expect(await readable(talent.page)).toContain(desk.steps.state.waiting);
  await fineLook(talent.page);
});

test("anybody sees why and why not before applying, without signing in and without scripts", async () => {
  const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
  await page.goto("/subsidy/check");
  await page.selectOption('select[name="degree"]', "master");
  await page.fill('input[name="age"]', "28");
  await page.fill('input[name="insuredMonths"]', "2");
  await page.getByRole("button", { name: desk.check.submit, exact: true }).click();
  await page.waitForURL(/degree=master/);
  const shown = await readable(page);
  for (const text of ["不符合", "待核实", "常政办发〔2021〕21号"]) expect(shown).toContain(text);
  expect(await tooWide(page)).toBe(false);
});
