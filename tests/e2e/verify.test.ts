import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { messagesOf } from "#i18n/messages";
import { axeProblems, tooWide } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { unplacedPhones } from "./support/people.ts";
import { type Product, startProduct } from "./support/product.ts";
import {
  announceAndOpen,
  closeEarly,
  draftRound,
  drawByTwo,
  freeze,
  noticeRoster,
  press,
  publish,
  takeUnits,
  words,
} from "./support/rounds.ts";
import { applyTo, send, signInByPhone } from "./support/talent.ts";

const { public: texts, priority, applications, refusals } = messagesOf("zh-CN");
const { verify } = texts;

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

/** Nothing that axe finds and no wider than its window, on a phone and at a desk. */
async function sound(page: Page): Promise<void> {
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    await expect.poll(() => page.title()).not.toBe("");
    expect(await axeProblems(page), page.url()).toEqual([]);
    expect(await tooWide(page), page.url()).toBe(false);
  }
}

describe("a category with an order of its own", () => {
  const code = "OWN-1";
  const reason = "与市一院的协议：先给医护人员";
  const [one, two, three] = [1, 2, 3].map((sequence) => `SQ-${code}-0000${sequence}`) as [string, string, string];
  const errors: string[][] = [];
  let desk: Page;
  let roundId = "";
  /** Those who applied, by their receipt numbers. */
  const people: Page[] = [];

  async function open(locale: "zh-CN" | "en" = "zh-CN"): Promise<Page> {
    const opened = await person(browser, product.origin, { locale, audited: true });
    errors.push(opened.errors);
    return opened.page;
  }
  const readable = async (page: Page) => (await page.locator("main").first().innerText()).replace(/\s+/g, "");

  test("1 three want one place; once the round has closed the desk says who comes first, and is told of wrong lines", async () => {
    desk = await open();
    await signIn(desk, "demo-operator");
    roundId = await draftRound(desk, { code });
    await takeUnits(desk, roundId, "triple", 1);
    await announceAndOpen(desk, roundId);
    for (const phone of unplacedPhones(product.database, 3)) {
      const page = await open();
      await signInByPhone(page, phone);
      await applyTo(page, roundId);
      people.push(page);
    }
    await desk.goto(`/operator/rounds/${roundId}/priority`);
    expect(await readable(desk)).toContain(refusals["round-priority-not-now"]);
    await closeEarly(desk, roundId);
    await desk.goto(`/operator/rounds/${roundId}`);
    await desk.getByRole("link", { name: words.next.priority, exact: true }).click();
    await desk.waitForURL(/\/priority$/);
    await sound(desk);
    await desk.locator("main tbody a").first().click();
    await desk.waitForURL(/\/priority\?category=/);
    const receipts = 'textarea[name="receipts"]';
    await desk.fill(receipts, `SQ-${code}-99999\n${two}\n${two}`);
    await press(desk, priority.desk.save);
    await desk.locator('textarea[name="reason"][aria-invalid="true"]').waitFor();
    expect(await desk.locator("#receipts-error").innerText()).toContain(`第 1 行：本批次没有受理编号 SQ-${code}-99999`);
    expect(await desk.inputValue(receipts)).toContain("99999");
    await sound(desk);
    await desk.fill(receipts, ` ${three.replaceAll("-", "－")}\n\n2\t${two}\t张三 `);
    await desk.fill('textarea[name="reason"]', reason);
    await send(desk, "receipts");
    await desk.getByText(words.done["priority-set"]).waitFor();
    expect(await desk.inputValue(receipts)).toBe(`${three}\n${two}`);
    await sound(desk);
  });

  test("2 nobody else sees it before the notice; then everybody reads the reason and the receipt numbers in order", async () => {
    const visitor = await open("en");
    await visitor.goto(`/rounds/${code}`);
    expect(await visitor.getByText(reason).count()).toBe(0);
    await noticeRoster(desk, roundId);
    await desk.goto(`/operator/rounds/${roundId}/priority`);
    await desk.getByText(priority.desk.renotice).waitFor();
    await sound(desk);
    await visitor.goto(`/rounds/${code}/roster`);
    const shown = await visitor.locator("main li:has(h3)").innerText();
    expect(shown).toContain(reason);
    expect(shown.match(/SQ-OWN-1-\d+/g)).toEqual([three, two]);
    await sound(visitor);
  });

  test("3 whoever comes first has the place, the published round checks out, and each is told why", async () => {
    const [second, visitor] = [await open(), await open()];
    await signIn(second, "demo-operator-2");
    await freeze(desk, roundId);
    await drawByTwo(desk, second, roundId);
    await publish(desk, roundId);
    await visitor.goto(`/rounds/${code}/results?q=${three}`);
    expect(await visitor.locator("main tbody tr").innerText()).toContain(texts.results.choiceNo.replace("{no}", "1"));
    expect(await visitor.getByText(reason).count()).toBe(1);
    await sound(visitor);
    await visitor.goto(`/rounds/${code}`);
    await sound(visitor);
    const { lines, said } = await check(visitor);
    expect(said).toContain(verify.passed);
    expect(lines.filter((line) => !line.includes(verify.agrees))).toEqual([]);

    const { own, ownPlace, outcomes } = applications.why;
    const why = (text: string, place = 0) =>
      text.replace("{first}", "2").replace("{place}", String(place)).replace("{reason}", reason);
    const expected = [
      [one, why(own), outcomes.ownPriority],
      [two, why(ownPlace, 2), outcomes.ownPriorityPlace],
      [three, why(ownPlace, 1), outcomes.got],
    ];
    for (const [index, page] of people.entries()) {
      await page.goto("/my/applications");
      await page.locator('main a[href^="/my/applications/0"]').first().click();
      await page.waitForURL(/\/my\/applications\/0/);
      const told = await readable(page);
      for (const text of expected[index] ?? []) expect(told).toContain(text.replace(/\s+/g, ""));
      await sound(page);
    }
    expect(errors.flat()).toEqual([]);
  });
});
