import Database from "better-sqlite3";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import choosing from "../../app/i18n/zh-CN/choosing.json" with { type: "json" };
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

// The demo's round of live choosing: two people whose turn it is, each in a browser of their own, and the desk.

let product: Product;
let browser: Browser;
let [first, second, desk]: Page[] = [];
const errors: string[][] = [];
let roundId = "";

const open = async (userId: string, viewport = PHONE, scripts = true): Promise<Page> => {
  const opened = await person(browser, product.origin, { viewport, locale: "zh-CN", scripts });
  errors.push(opened.errors);
  await signIn(opened.page, userId);
  return opened.page;
};
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
/** A place of the map by its number on the door, whatever its state. */
const cell = (page: Page, door: string) =>
  page.locator("main li li > button, main li li > span", { hasText: new RegExp(`^${door}`) }).first();
const freeDoors = async (page: Page): Promise<string[]> =>
  (await page.locator('button[name="place"] > span:first-child').allInnerTexts()).filter((door) => /^\d+$/.test(door));
/** A page looks anew every few seconds, and later on a busy machine. */
const soon = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 20_000 });
/** What is written into a page stays there until the page is loaded anew. */
const markPage = (page: Page) => page.evaluate("window.notReloaded = true");
const notReloaded = (page: Page) => page.evaluate("window.notReloaded === true");
const use = (page: Page | undefined): Page => {
  if (!page) throw new Error("opened in beforeAll");
  return page;
};

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
  [first, second, desk] = [await open("demo-chooser"), await open("demo-chooser-2"), await open("demo-operator", DESK)];
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test("it is both people's turn, and home leads each to the same map", async () => {
  for (const page of [use(first), use(second)]) {
    await page.goto("/my");
    await page.getByText(choosing.home.now, { exact: true }).waitFor();
    await page.locator('main a[href^="/my/choosing/"]').first().click();
    await page.getByText(choosing.turn.now).waitFor();
    expect((await freeDoors(page)).length).toBeGreaterThan(3);
  }
  roundId = /choosing\/(\w+)/.exec(use(first).url())?.[1] ?? "";
  expect(roundId).not.toBe("");
});

test("what one holds the other sees held without a reload, and cannot have", async () => {
  const [one, two] = [use(first), use(second)];
  const [door = ""] = await freeDoors(one);
  const theirs = cell(two, door);
  // A lost connection leaves the page as it was, and it follows along again afterwards.
  await two.context().setOffline(true);
  await cell(one, door).click();
  await one.getByText(choosing.hold.title, { exact: true }).waitFor();
  expect(await one.locator("main h2").first().innerText()).toContain(door);
  await markPage(two);
  await two.waitForTimeout(2500);
  await two.context().setOffline(false);
  await soon(() => theirs.innerText()).toContain(choosing.states.held);
  expect(await notReloaded(two)).toBe(true);
  expect(await freeDoors(two)).not.toContain(door);
});

test("one room at a time: holding another frees the first for everybody", async () => {
  const [one, two] = [use(first), use(second)];
  const held = /\d{4}/.exec(await one.locator("main h2").first().innerText())?.[0] ?? "";
  const [other = ""] = await freeDoors(one);
  await cell(one, other).click();
  await soon(() => one.locator("main h2").first().innerText()).toContain(other);
  await soon(() => freeDoors(two)).toContain(held);
  await soon(() => cell(two, other).innerText()).toContain(choosing.states.held);
});

test("the desk sees the hold, releases it for a reason, and the person's page says so by itself", async () => {
  const [one, staff] = [use(first), use(desk)];
  const door = /\d{4}/.exec(await one.locator("main h2").first().innerText())?.[0] ?? "";
  await staff.goto(`/operator/rounds/${roundId}`);
  await staff.locator('main a[href$="/choosing"]').first().click();
  await staff.getByRole("heading", { name: choosing.board.holds }).waitFor();
  await staff.locator("summary", { hasText: choosing.board.release }).click();
  const option = staff.locator('select[name="place"] option', { hasText: door });
  await staff.selectOption('select[name="place"]', (await option.getAttribute("value")) ?? "");
  await press(staff, choosing.board.releaseSubmit);
  await staff
    .getByText(/请写明原因/)
    .first()
    .waitFor();
  await staff.fill('input[name="reason"]', "本人来电要求");
  await markPage(one);
  await press(staff, choosing.board.releaseSubmit);
  await staff.getByText(choosing.done.released).waitFor();
  await one.getByText(choosing.hold.title, { exact: true }).waitFor({ state: "detached" });
  expect(await notReloaded(one)).toBe(true);
  await one.goto("/my/notices");
  expect(await one.locator("main").innerText()).toContain("本人来电要求");
  await one.goto(`/my/choosing/${roundId}`);
});

test("a confirmed room is signed for, taken for the other without a reload, and on the board", async () => {
  const [one, two, staff] = [use(first), use(second), use(desk)];
  await markPage(one);
  const [door = ""] = await freeDoors(two);
  await cell(two, door).click();
  await two.getByText(choosing.hold.title, { exact: true }).waitFor();
  await press(two, choosing.hold.confirm);
  await two.waitForURL(/\/my\/lease/);
  expect(await two.locator("main").innerText()).toContain(door);
  await soon(() => cell(one, door).innerText()).toContain(choosing.states.taken);
  expect(await notReloaded(one)).toBe(true);
  await two.goto(`/my/choosing/${roundId}`);
  await two.getByText(choosing.turn.chosen, { exact: true }).waitFor();
  expect(await two.locator('button[name="place"]').count()).toBe(0);
  await soon(() => staff.locator("main table").allInnerTexts()).toContainEqual(expect.stringContaining(door));
});

test("without scripts the map is read anew by a link, and a room is held by a press", async () => {
  const page = await open("demo-chooser", PHONE, false);
  await page.goto(`/my/choosing/${roundId}`);
  await page.getByRole("link", { name: choosing.queue.reload }).click();
  const [door = ""] = await freeDoors(page);
  await cell(page, door).click();
  await page.waitForURL(/notice=held/);
  expect(await page.locator("main h2").first().innerText()).toContain(door);
  await press(page, choosing.hold.letGo);
  await page.waitForURL(/notice=let-go/);
  await page.context().close();
});

test("a turn that runs out is given once more, and the page says when without a reload", async () => {
  const one = use(first);
  await markPage(one);
  // Only time would end it: the window of all who have not chosen is put at its end.
  const file = new Database(product.database);
  const now = Date.now();
  file
    .prepare("update turns set ends_at = ? where round_id = ? and status = 'waiting' and starts_at <= ?")
    .run(now + 1000, roundId, now);
  file.close();
  await one.getByText(choosing.turn.before, { exact: true }).waitFor({ timeout: 30_000 });
  await one.getByText(choosing.turn.further).waitFor();
  expect(await notReloaded(one)).toBe(true);
  expect(await one.locator('button[name="place"]').count()).toBe(0);
});

test("whoever passes, even before the turn, chooses no more; nobody's page threw an error", async () => {
  const one = use(first);
  await one.getByRole("link", { name: choosing.pass.link }).click();
  await one.waitForURL(/\/pass$/);
  await press(one, choosing.pass.confirm);
  await one.getByText(choosing.turn.passed, { exact: true }).waitFor();
  expect(errors.flat()).toEqual([]);
});
