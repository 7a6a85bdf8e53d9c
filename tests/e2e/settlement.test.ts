import type { Browser, Page } from "playwright-core";
import { readSheet } from "read-excel-file/universal";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { parseCsv, writeCsv } from "#lib/csv";
import { dayAt } from "#lib/days";
import { unseal } from "#lib/secrets";
import { inventedCard } from "#seeds/demo/invented";
import budgetTexts from "../../app/i18n/zh-CN/budget.json" with { type: "json" };
import my from "../../app/i18n/zh-CN/my.json" with { type: "json" };
import officer from "../../app/i18n/zh-CN/officer.json" with { type: "json" };
import payoutTexts from "../../app/i18n/zh-CN/payouts.json" with { type: "json" };
import periodTexts from "../../app/i18n/zh-CN/periods.json" with { type: "json" };
import refusals from "../../app/i18n/zh-CN/refusals.json" with { type: "json" };
import words from "../../app/i18n/zh-CN/words.json" with { type: "json" };
import { ask as askDatabase } from "./support/ask.ts";
import { fineLook } from "./support/audit.ts";
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

afterEach(() => expect(errors.splice(0)).toEqual([]));

const today = dayAt(new Date());
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
/** Waits for a form's refusal; the router's own live region is an alert too, and an earlier refusal may still stand. */
const refused = (page: Page, text: string) => page.locator('main [role="alert"]').filter({ hasText: text }).waitFor();
/** The lines of a batch. */
const lines = (page: Page) =>
  page
    .locator("main table")
    .filter({ has: page.locator("caption", { hasText: officer.settlement.residents }) })
    .locator("tbody tr");
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");
const fen = (text: string): number => Math.round(Number(text.replace(/[^\d.−-]/g, "").replace("−", "-")) * 100);
const errors: string[] = [];

async function as(userId: string): Promise<Page> {
  const made = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  made.page.on("pageerror", (error) => errors.push(error.message));
  await signIn(made.page, userId);
  return made.page;
}

/** What the database says and no page needs to. */
const ask = <T>(sql: string, ...values: unknown[]): T => askDatabase<T>(product.database, sql, ...values);

async function taken(page: Page, path: string): Promise<Uint8Array> {
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const answer = await fetch(product.origin + path, { headers: { cookie } });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
  return new Uint8Array(await answer.arrayBuffer());
}

const batch = (status: string) =>
  ask<{ id: string; month: string; sequence: number }>(
    "select id, month, sequence from settlements where status = ? order by month desc, sequence limit 1",
    status,
  );
const statusOf = (id: string) => ask<{ status: string }>("select status from settlements where id = ?", id).status;

/** The year's only fund as the page has it, in fen. */
async function fundFigures(page: Page): Promise<Record<"committed" | "spent" | "available", number>> {
  await page.goto("/officer/budget");
  await page.locator("main tbody a").first().click();
  await page.waitForURL(/\/officer\/budget\/\d{4}\//);
  const figure = async (label: string) => {
    const found = page.locator("main dl > div").filter({ has: page.getByText(label, { exact: true }) });
    return fen(await found.locator("dd").first().innerText());
  };
  return {
    committed: await figure(budgetTexts.committed),
    spent: await figure(budgetTexts.spent),
    available: await figure(budgetTexts.available),
  };
}

/** Everything that can be sent goes into a file; gives its page's path. */
async function makeFile(page: Page): Promise<string> {
  await page.goto("/officer/payouts");
  await press(page, payoutTexts.makeFile);
  await page.waitForURL(/\/officer\/payouts\/files\/[0-9A-Z]{26}\?notice=made$/);
  return new URL(page.url()).pathname;
}

/** The bank's answer to a file as it was taken: all arrived, but for the one that came back. */
async function answerTo(page: Page, file: string, returned?: string): Promise<void> {
  const text = new TextDecoder().decode(await taken(page, `${file}/export?format=csv`)).replace(/^\uFEFF/, "");
  const [head, ...rows] = parseCsv(text, ",").rows.map((row) => row.cells);
  const answered = rows.map((cells, index) => [
    ...cells.slice(0, 6).map((cell) => cell.replace(/^'/, "")),
    cells[0] === returned ? "退票" : "成功",
    today,
    cells[0] === returned ? "" : `E2E-${file.slice(-6)}-${index}`,
    cells[0] === returned ? "账号户名不符" : "",
  ]);
  const buffer = Buffer.from(writeCsv([head ?? [], ...answered]));
  await page.goto("/officer/payouts");
  await page.setInputFiles('input[type="file"]', { name: "答复.csv", mimeType: "text/csv", buffer });
  await press(page, payoutTexts.upload);
  await page.waitForURL(/\/officer\/payouts\/answers\/[0-9A-Z]{26}/);
  await fineLook(page);
  await press(page, payoutTexts.confirm);
  await page.getByText(payoutTexts.done.booked).waitFor();
}

describe("the month's settlement by two officers, until all has arrived", () => {
  let settlement = "";
  let share = 0;
  let before: Awaited<ReturnType<typeof fundFigures>>;
  let doctors = { payoutNo: "", id: "" };

  test("one resident of a late batch is held back with a reason and released again; without scripts as well", async () => {
    const { id } = batch("draft");
    const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
    await signIn(page, "demo-officer");
    await page.goto(`/officer/settlements/${id}`);
    const name = (await lines(page).locator("th").first().innerText()).replace(/^姓名\s*/, "").trim();
    await page.locator('input[name="offsetIds"]').first().check();
    await page.getByText(officer.holding.holdTitle).click();
    await press(page, officer.holding.hold);
    await page.locator('textarea[name="reason"][aria-invalid="true"]').waitFor();
    // What was ticked stays ticked, and what is said at the top leads down to the folded field.
    expect(await page.locator('input[name="offsetIds"]:checked').count()).toBe(1);
    await page.locator('main [role="alert"] a[href="#reason"]').click();
    await page.fill('textarea[name="reason"]', "备案号待核实");
    await press(page, officer.holding.hold);
    await page.waitForURL(/notice=held/);
    expect(await readable(page)).not.toContain(name);
    const held = ask<{ id: string }>(
      "select settlement_id as id from offsets where held_reason = ? limit 1",
      "备案号待核实",
    );
    await page.goto(`/officer/settlements/${held.id}?filter=held`);
    expect(await readable(page)).toContain(name);
    await press(page, officer.decide.check);
    await refused(page, refusals["settlement-has-held"].replace("{count}", "1"));
    await page.goto(`/officer/settlements/${held.id}?filter=held`);
    await page.check('input[name="scope"][value="found"]');
    await press(page, officer.holding.release);
    await page.waitForURL(/notice=released$/);
    expect(new URL(page.url()).pathname).toBe(`/officer/settlements/${id}`);
    expect(await readable(page)).toContain(name);
  });

  test("filters combine, and each says how many it would leave", async () => {
    const page = await as("demo-officer-2");
    settlement = batch("checked").id;
    await page.goto(`/officer/settlements/${settlement}?filter=changed`);
    await page.selectOption('select[name="class"]', { index: 1 });
    await press(page, officer.settlement.search);
    await page.waitForURL(/class=\w/);
    const label = await page.locator('select[name="building"] option[value="3"]').innerText();
    await page.selectOption('select[name="building"]', "3");
    await press(page, officer.settlement.search);
    await page.waitForURL(/building=3/);
    const rooms = await lines(page)
      .getByText(/^\d+-\d+$/)
      .allInnerTexts();
    expect(rooms.length).toBeGreaterThan(0);
    expect(label).toContain(`（${rooms.length}）`);
    expect(rooms.filter((room) => !room.startsWith("3-"))).toEqual([]);
    await fineLook(page);
  });

  test("the second officer approves, and the budget is taken up by exactly what the batch grants", async () => {
    const checker = await as("demo-officer");
    await checker.goto(`/officer/settlements/${settlement}`);
    expect(await readable(checker)).toContain(officer.decide.anotherApproves);
    expect(await checker.getByRole("button", { name: officer.decide.approve }).count()).toBe(0);
    const page = await as("demo-officer-2");
    before = await fundFigures(page);
    await page.goto(`/officer/settlements/${settlement}`);
    await press(page, officer.decide.approve);
    await page.waitForURL(/notice=posted$/);
    share = fen(await page.locator("main section:has(form) tbody td").first().innerText());
    const after = await fundFigures(page);
    expect(after).toEqual({ ...before, committed: before.committed + share, available: before.available - share });
  });

  test("public finance's payment is recorded by its whole sum only", async () => {
    const page = await as("demo-officer");
    await page.goto(`/officer/settlements/${settlement}`);
    await page.fill('input[name="amountFen"]', String(share / 100 - 1));
    await press(page, officer.funding.submit);
    await page.locator('main [role="alert"] a[href^="#reference-"]').click();
    expect(await page.locator(":target").getAttribute("name")).toBe("reference");
    await page.fill('input[name="reference"]', "E2E-GK-1");
    await press(page, officer.funding.submit);
    await refused(page, String(share / 100));
    await page.fill('input[name="amountFen"]', String(share / 100));
    await press(page, officer.funding.submit);
    await page.waitForURL(/notice=funded/);
    await fineLook(page);
    expect(await readable(page)).toContain("E2E-GK-1");
    expect(await fundFigures(page)).toMatchObject({ committed: before.committed, spent: before.spent + share });
  });

  test("a file for the bank holds account numbers in full, the same in both kinds, and every taking is noted", async () => {
    const page = await as("demo-officer");
    await page.goto("/officer/payouts");
    await fineLook(page);
    const file = await makeFile(page);
    const [head, ...rows] = await readSheet(new Uint8Array(await taken(page, `${file}/export?format=xlsx`)).buffer);
    expect(head?.slice(0, 5)).toEqual(["发放编号", "收款人", "开户银行", "收款账号", "金额"]);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every((cells) => /^0000\d{15}$/.test(String(cells[3])))).toBe(true);
    const shown = await readable(page);
    expect(shown).not.toMatch(/0000\d{15}/);
    doctors = ask(
      "select p.payout_no as payoutNo, p.id from payouts p join users u on u.person_id = p.person_id where u.id = 'demo-doctor' order by p.month desc, p.attempt desc limit 1",
    );
    await answerTo(page, file, doctors.payoutNo);
    await page.goto(file);
    const notes = await page.locator("main section").last().locator("tbody tr").count();
    expect(notes).toBe(2);
    const auditor = await as("demo-auditor");
    await auditor.goto(file);
    expect(await auditor.getByRole("link", { name: "CSV" }).count()).toBe(0);
    const cookie = (await auditor.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const refused = await fetch(`${product.origin}${file}/export?format=csv`, { headers: { cookie } });
    expect(refused.status).toBe(403);
    expect(statusOf(settlement)).toBe("funded");
  });

  test("whose payment came back is told why, mends the account, and is paid again", async () => {
    const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
    await signIn(page, "demo-doctor");
    await page.goto("/my/notices");
    expect(await readable(page)).toContain("账号户名不符");
    await page.goto("/my/bills");
    expect(await readable(page)).toContain(my.bills.accountMend);
    await page.goto("/my/account-number");
    await page.fill('input[name="bankName"]', "示例银行常州分行");
    await page.fill(
      'input[name="accountNo"]',
      inventedCard(777).replace(/.$/, (digit) => String((Number(digit) + 1) % 10)),
    );
    await press(page, my.account.save);
    await page.locator('input[name="accountNo"][aria-invalid="true"]').waitFor();
    await page.fill('input[name="accountNo"]', inventedCard(777).replace(/(.{4})/g, "$1 "));
    await press(page, my.account.save);
    await page.waitForURL(/notice=account-saved$/);
    expect(await readable(page)).toContain(inventedCard(777).slice(-4));
    expect(await readable(page)).not.toContain(inventedCard(777));

    const desk = await as("demo-officer-2");
    await desk.goto(`/officer/payouts/${doctors.id}`);
    await fineLook(desk);
    await press(desk, payoutTexts.again);
    await desk.waitForURL(/notice=again$/);
    await makeFile(desk);
    const again = ask<{ id: string }>(
      "select id from payouts where attempt = 2 and person_id = (select person_id from users where id = 'demo-doctor') order by month desc limit 1",
    );
    await desk.goto(`/officer/payouts/${again.id}`);
    await desk.fill('input[name="reference"]', "E2E-HAND-1");
    await press(desk, payoutTexts.recordPaid);
    await desk.waitForURL(/notice=paid$/);
    await page.goto("/my/bills");
    expect(await readable(page)).not.toContain(my.bills.accountMend);
  });

  test("the month before is closed once who had no account has told one and who was sent back is paid again", async () => {
    const last = ask<{ id: string; month: string }>(
      "select id, month from settlements where status = 'funded' and month < (select month from settlements where id = ?) order by month desc limit 1",
      settlement,
    );
    const silent = ask<{ personId: string; name: string; phone: string }>(
      "select p.person_id as personId, pe.name, pe.phone_sealed as phone from payouts p join people pe on pe.id = p.person_id where p.settlement_id = ? and p.status = 'ready'",
      last.id,
    );
    const phone = unseal(silent.phone, `people.phone:${silent.personId}`);
    const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN" });
    await signInByPhone(page, phone);
    await page.goto("/my/bills");
    expect(await readable(page)).toContain(my.bills.accountNeeded);
    await page.goto("/my/account-number");
    await page.fill('input[name="bankName"]', "示例银行常州分行");
    await page.fill('input[name="accountNo"]', inventedCard(778));
    await press(page, my.account.save);
    await page.waitForURL(/notice=account-saved$/);

    const desk = await as("demo-officer");
    const back = ask<{ id: string }>(
      "select id from payouts p where settlement_id = ? and status = 'returned' and not exists (select 1 from payouts a where a.offset_id = p.offset_id and a.attempt > p.attempt)",
      last.id,
    );
    await desk.goto(`/officer/payouts/${back.id}`);
    await press(desk, payoutTexts.again);
    await refused(desk, refusals["payout-account-unchanged"]);
    await desk.check('input[name="sameAccount"]');
    await press(desk, payoutTexts.again);
    await desk.waitForURL(/notice=again$/);
    await answerTo(desk, await makeFile(desk));
    expect(statusOf(last.id)).toBe("closed");
    await desk.goto(`/officer/settlements/${last.id}`);
    expect(await readable(desk)).toContain(words.settlementStatus.closed);
    await fineLook(desk);
  });
});

test("a month is closed once all books agree, and opened again once, by another officer, with a reason", async () => {
  const first = await as("demo-officer");
  await first.goto("/officer/periods");
  expect(await first.getByRole("button", { name: periodTexts.close, exact: true }).count()).toBe(0);
  await press(first, periodTexts.check);
  await first.waitForURL(/check=1/);
  await fineLook(first);
  await press(first, periodTexts.close);
  await first.getByText(periodTexts.done.closed).waitFor();
  const { month } = ask<{ month: string }>("select month from periods order by closed_at desc limit 1");
  // Whoever closed it cannot choose it.
  expect(await first.locator(`select[name="month"] option[value="${month}"]`).count()).toBe(0);
  const second = await as("demo-officer-2");
  await second.goto("/officer/periods");
  await second.selectOption('select[name="month"]', month);
  await press(second, periodTexts.reopen);
  await second.locator('input[name="reason"][aria-invalid="true"]').waitFor();
  await second.selectOption('select[name="month"]', month);
  await second.fill('input[name="reason"]', "补录迟到的凭证");
  await press(second, periodTexts.reopen);
  await second.getByText(periodTexts.done.reopened).waitFor();
  expect(await readable(second)).toContain("补录迟到的凭证");
  await first.goto("/officer/periods?check=1");
  await press(first, periodTexts.close);
  await first.getByText(periodTexts.done.closed).waitFor();
  await second.goto("/officer/periods");
  expect(await second.locator(`select[name="month"] option[value="${month}"]`).count()).toBe(0);
  const desk = await as("demo-operator");
  await desk.goto("/operator/months");
  await desk.fill('input[name="month"]', month);
  await desk.locator('form:has(input[name="month"]) button[type="submit"]').first().click();
  await refused(desk, refusals["period-closed"].replace("{month}", ""));
});

test("a supplement is posted by another officer, and the warning before the money runs out goes", async () => {
  const first = await as("demo-officer");
  await first.goto("/officer/budget");
  // In December nothing of the year is still to come.
  const short = /年\d+月不足/;
  if (!today.includes("-12-")) expect(await readable(first)).toMatch(short);
  expect(await readable(first)).toContain(budgetTexts.anotherDecides.replace(/\s+/g, ""));
  const second = await as("demo-officer-2");
  await second.goto("/officer/budget");
  await fineLook(second);
  await press(second, budgetTexts.approve);
  await second.getByText(budgetTexts.done.approved).waitFor();
  expect(await readable(second)).not.toMatch(short);
  await first.goto("/officer/budget");
  await first.fill('input[name="amountFen"]', "一百万");
  await first.fill('input[name="reason"]', "示例追加");
  await press(first, budgetTexts.propose);
  await first.locator('input[name="amountFen"][aria-invalid="true"]').waitFor();
});
