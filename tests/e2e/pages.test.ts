import type { Browser, Cookie, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { audit } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { addPlace, beginExchange, codeOfPage, openDrawnExchange } from "./support/exchange.ts";
import { type Product, startProduct } from "./support/product.ts";
import {
  announceAndOpen,
  beginOffers,
  closeEarly,
  draftRound,
  drawByTwo,
  freeze,
  noticeRoster,
  publish,
  takeUnits,
} from "./support/rounds.ts";
import { applyTo, choose, send } from "./support/talent.ts";
import { routeOf, routes, tour } from "./support/tour.ts";

/**
 * Whose pages: where each person's walk begins. What somebody before has shown is not looked at again, but for those of a
 * newcomer: they are the same pages with nothing on them.
 */
const WALKS = [
  { userId: null, starts: ["/", "/rooms", "/buildings", "/subsidy", "/rounds", "/sign-in", "/demo", "/demo/ui"] },
  { userId: "demo-newcomer", starts: ["/my"], empty: true },
  { userId: "demo-applicant", starts: ["/my"] },
  { userId: "demo-winner", starts: ["/my"] },
  { userId: "demo-chooser", starts: ["/my"] },
  { userId: "demo-master", starts: ["/my"] },
  { userId: "demo-repaying", starts: ["/my"] },
  { userId: "demo-operator", starts: ["/operator"] },
  { userId: "demo-officer", starts: ["/officer"] },
  { userId: "demo-admin", starts: ["/admin", "/account"] },
] as const satisfies { userId: string | null; starts: string[]; empty?: boolean }[];

let product: Product;
let browser: Browser;
const visited = new Set<string | undefined>();
/** A round that a test below has drawn and published. */
let drawn = "";
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

type Look = NonNullable<Parameters<typeof person>[2]>;
const looks = [
  { name: "on a phone, in Chinese, dark", look: { viewport: PHONE, locale: "zh-CN", dark: true } },
  { name: "at a desk, in English, light", look: { viewport: DESK, locale: "en" } },
] as const satisfies { name: string; look: Look }[];

/** Everybody signs in once: all looks at one person share the session. */
const sessions = new Map<string, Promise<Cookie[]>>();

async function sessionOf(userId: string): Promise<Cookie[]> {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, userId);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

/** A person whose console is listened to as well: a policy that blocks something is only said there. */
async function visitor(look: Look, userId: string | null) {
  const { page, errors, context } = await person(browser, product.origin, { ...look, audited: true });
  page.on(
    "console",
    (message) => message.type() === "error" && errors.push(`${message.text()} ${message.location().url}`),
  );
  if (userId) {
    const session = sessions.get(userId) ?? sessionOf(userId);
    sessions.set(userId, session);
    await context.addCookies((await session).filter(({ name }) => name !== "locale"));
  }
  return { page, errors, context };
}

/** What is wrong with the page that is open, one line each. */
async function problemsOf(page: Page): Promise<string[]> {
  const { pathname, search } = new URL(page.url());
  visited.add(routeOf(pathname));
  const { found, headings, tooWide } = await audit(page);
  const problems = [...found];
  if (headings !== 1) problems.push(`${headings} h1`);
  if (tooWide) problems.push("wider than its window");
  return problems.map((problem) => `${pathname}${search}: ${problem}`);
}

test("what is planted in a page is found: in a row like no other, in what is too pale, in headings and width", async () => {
  const { page, context } = await person(browser, product.origin, { viewport: PHONE });
  const row = (no: number, name: string) => `<tr><th scope="row">${no}</th><td><a href="/${no}">${name}</a></td></tr>`;
  const plant = (rows: string[], more = "") =>
    page.setContent(
      `<html lang="en"><head><title>Planted</title><style>a { display: block; padding: 1em }</style></head><body><main><h1>Planted</h1><table>
      <thead><tr><th scope="col">No</th><th scope="col">What</th></tr></thead>
      <tbody>${rows.join("")}</tbody></table>${more}</main></body></html>`,
    );
  const rows = Array.from({ length: 5 }, (_, index) => row(index, `Row ${index}`));
  await plant(rows);
  expect(await audit(page)).toEqual({ found: [], headings: 1, tooWide: false });
  const pale = '<p style="color: #ccc">Pale</p><h1>Another</h1><p style="width: 500px">Wide</p>';
  await plant([...rows, row(5, "")], pale);
  const { found, headings, tooWide } = await audit(page);
  expect(found.map((line) => line.split(":")[0])).toEqual(expect.arrayContaining(["color-contrast", "link-name"]));
  expect([headings, tooWide]).toEqual([2, true]);
  await context.close();
});

/** One person's pages in one look. What somebody before has shown in this look is in `seen`. */
async function walkThrough(walk: (typeof WALKS)[number], look: Look, seen: Set<string>): Promise<string[]> {
  const { page, errors, context } = await visitor(look, walk.userId);
  const problems: string[] = [];
  // Every person begins at home, whatever was seen before.
  for (const start of walk.starts) seen.delete(start);
  await tour(page, product.origin, walk.starts, "empty" in walk ? new Set() : seen, async (path, status) => {
    if (status !== 200) problems.push(`${path}: ${status}`);
    problems.push(...(await problemsOf(page)));
  });
  await context.close();
  return [...problems, ...errors];
}

const seenIn = new Map(looks.map(({ name }) => [name, new Set<string>()]));

// Both looks at once: while one page is drawn, the other is made.
test.each(WALKS)("every page of $userId answers, fits, has one heading and nothing that axe finds", async (walk) => {
  const found = await Promise.all(
    looks.map(async ({ name, look }) => {
      const problems = await walkThrough(walk, look, seenIn.get(name) ?? new Set());
      return problems.map((problem) => `${name}: ${problem}`);
    }),
  );
  expect(found.flat()).toEqual([]);
});

/** Looks at the open page at both widths. */
async function atBothWidths(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    problems.push(...(await problemsOf(page)));
  }
  return problems;
}

test("pages that only a deed opens: the code, the check before sending, the application, its withdrawal", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, null);
  const problems: string[] = [];
  const look = async () => problems.push(...(await atBothWidths(page)));
  await page.goto("/sign-in");
  await page.fill('input[name="phone"]', "19900009001");
  await send(page, "phone");
  await look();
  await signIn(page, "demo-applicant");
  await page.goto("/my/applications");
  const link = await page.locator('main a[href^="/my/applications/new/"]').first().getAttribute("href");
  await applyTo(page, link?.split("/").at(-1) ?? "", look);
  await look();
  await page.locator('a[href$="/withdraw"]').click();
  await page.waitForURL(/\/withdraw$/);
  await look();
  expect([...problems, ...errors]).toEqual([]);
});

test("pages that only a deed opens: a group's code, what it invites to, and the way out of it", async () => {
  const leader = await visitor({ locale: "zh-CN" }, "demo-applicant");
  const member = await visitor({ locale: "zh-CN" }, "demo-winner");
  const problems: string[] = [];
  const look = async (page: Page) => problems.push(...(await atBothWidths(page)));
  await leader.page.goto("/my/applications");
  await leader.page.locator('main a[href^="/my/applications/0"]').first().click();
  await leader.page.locator('main a[href$="/group"]').click();
  await leader.page.waitForURL(/\/group$/);
  await send(leader.page, "change");
  await look(leader.page);
  const invitation = /\/my\/groups\/[0-9A-Z-]{11}/.exec(await leader.page.locator("main").innerText())?.[0];
  await member.page.goto("/my/groups/K7P2M-9X4QZ");
  await look(member.page);
  await member.page.goto(`${invitation}`);
  await look(member.page);
  await member.page.check('input[name="consent"]');
  await send(member.page, "consent");
  await look(member.page);
  await member.page.locator('main a[href$="/leave"]').click();
  await member.page.waitForURL(/\/leave$/);
  await look(member.page);
  expect([...problems, ...leader.errors, ...member.errors]).toEqual([]);
});

test("a page that one kind of round has: the live board", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, "demo-operator");
  await page.goto("/operator/rounds");
  await page.locator('tr:has-text("现场选房") a[href^="/operator/rounds/"]').first().click();
  await page.locator('main a[href$="/choosing"]').first().click();
  await page.waitForURL(/\/choosing$/);
  expect([...(await atBothWidths(page)), ...errors]).toEqual([]);
});

test("pages that only a deed opens: places and reserves of a draft, notices, the draw, results anybody can check", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, "demo-operator");
  const second = await visitor({ locale: "zh-CN" }, "demo-operator-2");
  const talent = await visitor({ locale: "zh-CN" }, "demo-applicant");
  const problems: string[] = [];
  const look = async (at = page) => problems.push(...(await atBothWidths(at)));
  const roundId = await draftRound(page, { code: "PAGES-1", fields: { rosterNoticeDays: "0" } });
  for (const by of ["counts", "list"]) {
    await page.goto(`/operator/rounds/${roundId}/units?by=${by}`);
    await look();
  }
  await takeUnits(page, roundId, "triple", 1);
  await page.goto(`/operator/rounds/${roundId}/reserves`);
  await look();
  await announceAndOpen(page, roundId);
  await applyTo(talent.page, roundId);
  await closeEarly(page, roundId);
  await page.goto(`/operator/rounds/${roundId}/applications/new`);
  await look();
  await page.goto(`/operator/rounds/${roundId}/priority`);
  await look();
  await noticeRoster(page, roundId);
  await page.goto("/rounds/PAGES-1");
  await look();
  await page.goto("/rounds/PAGES-1/roster");
  await look();
  await talent.page.goto(`/my/rounds/${roundId}/objection`);
  await look(talent.page);
  await freeze(page, roundId);
  await page.goto(`/operator/rounds/${roundId}/draw`);
  await look();
  await drawByTwo(page, second.page, roundId, undefined, look);
  await page.goto(`/operator/rounds/${roundId}?step=reopen`);
  await look();
  await publish(page, roundId);
  await page.goto("/rounds/PAGES-1/results");
  await look();
  await page.goto(`/operator/rounds/${roundId}?view=objections`);
  await look();
  drawn = roundId;
  expect([...problems, ...errors, ...second.errors, ...talent.errors]).toEqual([]);
});

test("pages that only a deed opens: an offer at the desk, taken back; the list one waits in then; a lease's end", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, "demo-operator");
  const talent = await visitor({ locale: "zh-CN" }, "demo-applicant");
  const problems: string[] = [];
  const look = async (at = page) => problems.push(...(await atBothWidths(at)));
  await beginOffers(page, drawn);
  await page.goto(`/operator/rounds/${drawn}?view=offers`);
  await page.locator('main a[href^="/operator/offers/"]').first().click();
  await page.waitForURL(/\/operator\/offers\//);
  await look();
  await page.fill('textarea[name="reason"]', "卫生间漏水");
  await choose(page, "place", "outOfService");
  await send(page, "place");
  await page.goto(`/operator/rounds/${drawn}/waiting`);
  await look();
  await talent.page.goto("/my/waiting");
  await look(talent.page);
  for (const link of ['a[href^="/my/waiting/"]', 'a[href$="/leave"]']) {
    await talent.page.locator(`main ${link}`).first().click();
    await talent.page.waitForURL(link.includes("leave") ? /\/leave$/ : /\/my\/waiting\/[0-9A-Z]{26}\//);
    await look(talent.page);
  }
  await page.goto("/operator/leases?filter=active");
  await page.locator('main tbody a[href^="/operator/leases/"]').first().click();
  await page.waitForURL(/\/operator\/leases\/[0-9A-Z]{26}$/);
  const lease = new URL(page.url()).pathname;
  for (const step of ["check-out", "readings", "deposit"]) {
    await page.locator(`main a[href="${lease}/${step}"]`).click();
    await page.waitForURL(`**${lease}/${step}`);
    await look();
    await page.goto(lease);
  }
  expect([...problems, ...errors, ...talent.errors]).toEqual([]);
});

test("pages that only a deed opens: the list of an exchange, its check, the application, its withdrawal, the desk's move", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, "demo-master");
  const operator = await visitor({ locale: "zh-CN" }, "demo-operator");
  const problems: string[] = [];
  const look = async (at = page) => problems.push(...(await atBothWidths(at)));
  const roundId = await beginExchange(page);
  await look();
  await addPlace(page);
  await look();
  await send(page, "maxNetRent");
  await look();
  await page.check('input[name="declaration"]');
  await send(page, "declaration");
  await look();
  await page.goto(`/my/exchange/${roundId}/withdraw`);
  await look();
  await operator.page.goto(`/operator/rounds/${roundId}/exchange`);
  await look(operator.page);
  await openDrawnExchange(operator.page);
  await look(operator.page);
  await operator.page.goto(`/rounds/${await codeOfPage(operator.page)}`);
  await look(operator.page);
  expect([...problems, ...errors, ...operator.errors]).toEqual([]);
});

test("pages that not every bill leads to: what was paid, and its receipt at the desk and for the tenant", async () => {
  const { page, errors } = await visitor({ locale: "zh-CN" }, "demo-operator");
  await page.goto("/operator/months");
  // The running month has bills that were paid ahead; the one before it is paid by almost everybody.
  await page.locator('main a[href^="/operator/months/"]').nth(1).click();
  await page.waitForURL(/\/operator\/months\/\d/);
  await page.goto(`${page.url()}?filter=paid&page=5`);
  for (const link of await page.locator('main tbody a[href^="/operator/months/"]').all()) {
    const paid = await link.locator("xpath=ancestor::tr").locator("td").nth(4).innerText();
    if (/[1-9]/.test(paid)) {
      await link.click();
      break;
    }
  }
  await page.locator('a[href^="/operator/payments/receipts/"]').first().click();
  await page.waitForURL(/\/receipts\//);
  const talent = await visitor({ locale: "zh-CN" }, "demo-master");
  await talent.page.goto("/my/bills?view=money");
  const problems = [...(await atBothWidths(page)), ...(await atBothWidths(talent.page))];
  await talent.page.locator('main a[href^="/my/receipts/"]').first().click();
  await talent.page.waitForURL(/\/receipts\//);
  problems.push(...(await atBothWidths(talent.page)));
  expect([...problems, ...errors, ...talent.errors]).toEqual([]);
});

test("no page of the product was left out above", () => {
  expect(routes.filter((route) => !visited.has(route))).toEqual([]);
});

test("without scripts: the degree switch, signing in, a search and forms that keep what was typed", async () => {
  const { page } = await person(browser, product.origin, { viewport: PHONE, scripts: false, locale: "zh-CN" });
  await page.goto("/rooms");
  const single = page.locator("#single");
  for (const [degree, yours] of [
    ["doctor", /您付=?¥0\/月/],
    ["master", /您付=?¥350\/月/],
    ["bachelor", /您付=?¥650\/月/],
  ] as const) {
    await page.locator(`[data-degree-radio="${degree}"]`).check({ force: true });
    expect((await single.innerText()).replace(/\s+/g, "")).toMatch(yours);
  }

  await signIn(page, "demo-newcomer");
  await page.goto("/my/profile/identity");
  await page.fill('input[name="name"]', "试无脚本");
  await page.fill('input[name="residentId"]', "000000200001010000");
  await page.locator('form:has(input[name="residentId"]) button[type="submit"]').click();
  await page.locator('input[name="residentId"][aria-invalid="true"]').waitFor();
  expect(await page.inputValue('input[name="name"]')).toBe("试无脚本");
  expect(await page.inputValue('input[name="residentId"]')).toBe("000000200001010000");

  await signIn(page, "demo-operator");
  await page.goto("/operator/months");
  await page.locator('main a[href^="/operator/months/"]').first().click();
  await page.locator('main a[href^="/operator/months/"]:text-matches("^ZD")').first().click();
  const billNo = await page.locator("h1").innerText();
  const [month = ""] = /\/operator\/months\/[\d-]+/.exec(page.url()) ?? [];
  await page.fill('input[name="amountFen"]', "一百");
  await page.fill('input[name="reference"]', "无脚本-1");
  await page.locator('form:has(input[name="reference"]) button[type="submit"]').click();
  await page.locator('input[name="amountFen"][aria-invalid="true"]').waitFor();
  expect(await page.inputValue('input[name="amountFen"]')).toBe("一百");
  expect(await page.inputValue('input[name="reference"]')).toBe("无脚本-1");

  await page.goto(month);
  await page.locator('main input[type="search"]').fill(billNo);
  await page.locator('main form:has(input[type="search"]) button[type="submit"]').click();
  await page.waitForURL(/[?&]q=/);
  expect(await page.locator('main tbody a[href^="/operator/months/"]').allInnerTexts()).toEqual([billNo]);
});
