import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dayAt } from "#lib/days";
import waiting from "../../app/i18n/zh-CN/waiting.json" with { type: "json" };
import { axeProblems, tooWide } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { unplacedPhones } from "./support/people.ts";
import { type Product, startProduct } from "./support/product.ts";
import {
  announceAndOpen,
  closeAndFreeze,
  draftRound,
  drawByTwo,
  press,
  publishAndOffer,
  takeUnits,
} from "./support/rounds.ts";
import { applyTo, choose, send, signInByPhone } from "./support/talent.ts";

let product: Product;
let browser: Browser;
let desk: Page;
let roundId = "";
/** The three who applied, in the order of the draw once it is known. */
let ranked: Page[] = [];
const errors: string[][] = [];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function open(viewport = PHONE): Promise<Page> {
  const opened = await person(browser, product.origin, { viewport, audited: true });
  errors.push(opened.errors);
  return opened.page;
}
const readable = async (page: Page) => (await page.locator("main").first().innerText()).replace(/\s+/g, "");
const placed = (place: number) => waiting.place.replace("{place}", String(place)).replace(/\s+/g, "");

/** Where somebody stands in the one list they may wait in, 0 for nowhere. */
async function placeOf(page: Page): Promise<number> {
  await page.goto("/my/waiting");
  const shown = await readable(page);
  return [1, 2].find((place) => shown.includes(placed(place))) ?? 0;
}

/** Nothing that axe finds, and no wider than its window. */
async function sound(page: Page): Promise<void> {
  expect(await axeProblems(page), page.url()).toEqual([]);
  expect(await tooWide(page), page.url()).toBe(false);
}

test("1 one place, three who want it: the first has it, the others wait", async () => {
  desk = await open(DESK);
  const second = await open(DESK);
  await signIn(desk, "demo-operator");
  await signIn(second, "demo-operator-2");
  roundId = await draftRound(desk, { code: "WAIT-1" });
  await takeUnits(desk, roundId, "triple", 1);
  await announceAndOpen(desk, roundId);
  const pages: Page[] = [];
  for (const phone of unplacedPhones(product.database, 3)) {
    const page = await open();
    await signInByPhone(page, phone);
    await applyTo(page, roundId);
    pages.push(page);
  }
  await closeAndFreeze(desk, roundId);
  await drawByTwo(desk, second, roundId);
  await publishAndOffer(desk, roundId);
  const places = await Promise.all(pages.map(placeOf));
  expect(places.toSorted()).toEqual([0, 1, 2]);
  ranked = [0, 1, 2].map((place) => pages[places.indexOf(place)] as Page);
});

test("2 the first accepts and moves in; the others see their place and what an offer would mean", async () => {
  const [first, , third] = ranked as [Page, Page, Page];
  await first.goto("/my");
  await first.locator('a[href^="/my/offers/"]').first().click();
  await first.waitForURL(/\/my\/offers\//);
  expect(await readable(first)).toContain(waiting.offer.declineMeans);
  await sound(first);
  await first.check('input[name="authorised"]');
  await send(first, "authorised");
  const leaseNo = /HT\d{4}-\d{5}/.exec(await readable(first))?.[0] ?? "";
  await desk.goto(`/operator/leases?filter=all&query=${leaseNo}`);
  await desk.locator('a[href^="/operator/leases/"]', { hasText: leaseNo }).first().click();
  await desk.waitForURL(/\/operator\/leases\/[0-9A-Z]{26}/);
  await desk.fill('input[name="registrationNo"]', "常租备90001");
  await desk.fill('input[name="registeredOn"]', dayAt(new Date()));
  await send(desk, "registrationNo");
  for (const box of await desk.locator('form:has(input[name="identityChecked"]) input[type="checkbox"]').all())
    await box.check();
  await send(desk, "identityChecked");
  await third.goto("/my");
  expect(await readable(third)).toContain(placed(2));
});

test("3 the operator checks the tenant out, and the next in line is offered the place at once", async () => {
  const [first, second, third] = ranked as [Page, Page, Page];
  await desk.getByRole("link", { name: waiting.checkOut.open, exact: true }).click();
  await desk.waitForURL(/\/check-out$/);
  expect(await readable(desk)).toContain("WAIT-1");
  await sound(desk);
  await press(desk, waiting.checkOut.submit);
  await desk.waitForURL(/notice=checked-out/);
  await first.goto("/my/notices");
  expect(await readable(first)).toContain("您已办理退租");
  await third.goto("/my/waiting");
  expect(await readable(third)).toContain(placed(1));
  await second.goto("/my/waiting");
  await second.locator('a[href^="/my/offers/"]').first().click();
  await second.waitForURL(/\/my\/offers\//);
});

test("4 they decline with a reason, and the one behind moves up and sees what moved them", async () => {
  const [, second, third] = ranked as [Page, Page, Page];
  await second.locator('a[href$="/decline"]').click();
  await second.waitForURL(/\/decline$/);
  await choose(second, "reason", "other");
  await second.locator('form:has([name="reason"]) button[type="submit"]').click();
  await second.locator('textarea[name="note"][aria-invalid="true"]').waitFor();
  await sound(second);
  await second.fill('textarea[name="note"]', "想离单位近一些");
  await send(second, "note");
  await third.goto("/my/waiting");
  expect(await readable(third)).toContain(waiting.status.offered.replace(/\s+/g, ""));
  await sound(third);
  await third.locator('a[href^="/my/waiting/"]').first().click();
  await third.waitForURL(/\/my\/waiting\/[0-9A-Z]{26}\//);
  expect(await readable(third)).toContain(waiting.mine.offered);
  expect(await readable(third)).toContain(waiting.moved.offered.replace(/\s+/g, ""));
  await sound(third);
});

test("5 the desk sees all of it, keeps it as a sheet, and takes the last offer back; the sheet is for staff only", async () => {
  const third = ranked[2] as Page;
  await desk.goto(`/operator/rounds/${roundId}/waiting?filter=all`);
  await desk.locator("main tbody tr").first().waitFor();
  expect(await desk.locator("main tbody tr").count()).toBe(2);
  await sound(desk);
  const sheet = `/operator/rounds/${roundId}/waiting/export?category=${await desk.inputValue('select[name="category"]')}`;
  const [mine, theirs] = [await desk.request.get(sheet), await third.request.get(sheet)];
  expect(mine.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect((await mine.text()).split("\r\n")).toHaveLength(4);
  expect(theirs.status()).toBe(403);
  await desk.locator('main a[href^="/operator/offers/"]').first().click();
  await desk.waitForURL(/\/operator\/offers\//);
  await sound(desk);
  await desk.fill('textarea[name="reason"]', "卫生间漏水");
  await choose(desk, "place", "outOfService");
  await send(desk, "place");
  await third.goto("/my/waiting");
  expect(await readable(third)).toContain(placed(1));
  await third.locator('a[href^="/my/waiting/"]').first().click();
  await third.locator('a[href$="/leave"]').click();
  await third.waitForURL(/\/leave$/);
  await sound(third);
  await press(third, waiting.leaveConfirm);
  await third.waitForURL(/notice=waiting-left/);
  expect(errors.flat()).toEqual([]);
});
