import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addMonths, dayAt, monthOf } from "#lib/days";
import officer from "../../app/i18n/zh-CN/officer.json" with { type: "json" };
import operator from "../../app/i18n/zh-CN/operator.json" with { type: "json" };
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Kind, type Product, startProduct } from "./support/product.ts";
import {
  announceAndOpen,
  closeAndFreeze,
  draftRound,
  drawByTwo,
  press,
  publishAndOffer,
  THROWN,
  takeUnits,
  words,
} from "./support/rounds.ts";
import { fillProfile, send, signInByPhone, type Talent, wishFor } from "./support/talent.ts";

const talents: (Talent & { due: string; surplus: string | null })[] = [
  { name: "试博士", phone: "19900008001", degree: "doctor", birthDate: "1994-03-02", due: "¥0", surplus: "¥150" },
  { name: "试硕士", phone: "19900008002", degree: "master", birthDate: "1999-05-20", due: "¥350", surplus: null },
  { name: "试本科", phone: "19900008003", degree: "bachelor", birthDate: "2002-08-11", due: "¥650", surplus: null },
];
/** What a person can read, spaces and line breaks aside. */
const readable = async (page: Page, selector = "main") =>
  (await page.locator(selector).first().innerText()).replace(/\s+/g, "");

describe.each<Kind>(["sqlite", "postgres"])("the whole path, on %s", (kind) => {
  let product: Product;
  let browser: Browser;
  let roundId = "";
  const pages: Page[] = [];
  const errors: string[][] = [];
  const open = async (viewport = DESK) => {
    const opened = await person(browser, product.origin, { viewport });
    errors.push(opened.errors);
    return opened.page;
  };
  const signedIn = async (userId: string) => {
    const page = await open();
    await signIn(page, userId);
    return page;
  };
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(kind), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.stop();
  });

  test("1 a visitor chooses a degree, and a single room costs 0 with 150 paid out, 350 or 650", async () => {
    const page = await open(PHONE);
    await page.goto("/rooms");
    const single = page.locator("main li", { has: page.getByRole("heading", { name: "单人间", exact: true }) }).first();
    const shown = async (degree: string) => {
      await page.locator(`input[type="radio"][value="${degree}"]`).first().check({ force: true });
      return (await single.innerText()).replace(/\s+/g, "");
    };
    expect(await shown("doctor")).toMatch(/¥1450.*¥800.*¥800.*¥0\/月.*¥150/);
    expect(await shown("master")).toMatch(/¥1450.*¥500.*¥600.*¥350\/月/);
    expect(await shown("bachelor")).toMatch(/¥1450.*¥300.*¥500.*¥650\/月/);
    await page.goto("/");
    expect(await readable(page)).toMatch(/1415/);
  });

  test("2 an operator opens a round over three vacant single rooms", async () => {
    const page = await signedIn("demo-operator");
    roundId = await draftRound(page, { code: `E2E-${kind}` });
    expect(roundId).not.toBe("");
    await takeUnits(page, roundId, "single", 3);
    await announceAndOpen(page, roundId);
  });

  test("3 three talents sign in by phone, fill in who they are and apply; sending twice makes one application", async () => {
    for (const [index, talent] of talents.entries()) {
      const page = await open(PHONE);
      pages.push(page);
      await signInByPhone(page, talent.phone);
      await fillProfile(page, talent, 801 + index);
      await wishFor(page, roundId);
      const check = page.url();
      await page.check('input[name="declaration"]');
      await send(page, "declaration");
      const receipt = /SQ-[\w-]+-\d{5}/.exec(await readable(page))?.[0];
      expect(receipt).toBeDefined();
      // The page before, sent again: the same receipt, not a second application.
      await page.goto(check);
      await page.check('input[name="declaration"]');
      await send(page, "declaration");
      expect(await readable(page)).toContain(receipt);
    }
  });

  test("4 the operator closes, freezes, draws with public randomness and a second person, and publishes", async () => {
    const [page, second] = [await signedIn("demo-operator"), await signedIn("demo-operator-2")];
    await closeAndFreeze(page, roundId);
    await page.goto(`/operator/rounds/${roundId}/draw`);
    await page.fill('textarea[name="source0"]', THROWN.replace(/6$/, "7"));
    await press(page, words.drawPage.check);
    await page.locator("[aria-invalid=true]").waitFor();
    await drawByTwo(page, second, roundId);
    await publishAndOffer(page, roundId);
  });

  test("5 each accepts, the operator registers the lease and checks them in, and the unit is occupied", async () => {
    const desk = await signedIn("demo-operator");
    for (const page of pages) {
      await page.goto("/my");
      await page.locator('a[href^="/my/offers/"]').first().click();
      await page.waitForURL(/\/my\/offers\//);
      await page.check('input[name="authorised"]');
      await send(page, "authorised");
      await page.goto("/my/lease");
      const leaseNo = /HT\d{4}-\d{5}/.exec(await readable(page))?.[0] ?? "";
      expect(leaseNo).not.toBe("");
      await desk.goto(`/operator/leases?filter=all&query=${leaseNo}`);
      await desk.locator('a[href^="/operator/leases/"]', { hasText: leaseNo }).first().click();
      await desk.waitForURL(/\/operator\/leases\/[0-9A-Z]{26}/);
      await desk.fill('input[name="registrationNo"]', `常租备${leaseNo.slice(-5)}`);
      await desk.fill('input[name="registeredOn"]', dayAt(new Date()));
      await send(desk, "registrationNo");
      for (const box of await desk.locator('form:has(input[name="identityChecked"]) input[type="checkbox"]').all())
        await box.check();
      await send(desk, "identityChecked");
      await desk.locator('a[href^="/operator/units/"]').first().click();
      await desk.waitForURL(/\/operator\/units\//);
      expect(await readable(desk)).toContain("在租");
    }
  });

  test("6 the month is billed, checked by one officer and approved by another, and the bill falls to 0, 350 and 650", async () => {
    const desk = await signedIn("demo-operator");
    const thisMonth = monthOf(dayAt(new Date()));
    const billed = addMonths(thisMonth, 1);
    for (const month of [thisMonth, billed]) {
      await desk.goto("/operator/months");
      await desk.fill('input[name="month"]', month);
      await press(desk, operator.months.run);
      await desk.waitForURL((url) => url.pathname.endsWith(month));
    }
    for (const [index, page] of pages.entries()) {
      await openBill(page, billed);
      expect(await readable(page), "expected before it is approved").toContain(`预计`);
      expect(await readable(page)).toContain(`${talents[index]?.due}/月`);
    }
    const [first, second] = [await signedIn("demo-officer"), await signedIn("demo-officer-2")];
    const settlement = await settlementOf(first, billed);
    await first.goto(settlement);
    await press(first, officer.decide.check);
    await first.getByText(officer.decide.anotherTitle).waitFor();
    expect(await first.getByRole("button", { name: officer.decide.approve, exact: true }).count()).toBe(0);
    await second.goto(settlement);
    await press(second, officer.decide.approve);
    await second.getByRole("button", { name: officer.decide.approve, exact: true }).waitFor({ state: "detached" });
    for (const [index, page] of pages.entries()) {
      const talent = talents[index];
      await openBill(page, billed);
      const bill = await readable(page);
      expect(bill).toMatch(new RegExp(`¥1450.*=?.*${talent?.due}/月`));
      expect(bill).not.toContain("预计应付");
      if (talent?.surplus) expect(bill).toContain(talent.surplus);
    }
  });

  test("7 the overview counts the three, and no page threw an error on the way", async () => {
    const desk = await signedIn("demo-operator");
    await desk.goto("/operator");
    expect(await readable(desk)).toContain("1347/1415");
    expect(errors.flat()).toEqual([]);
  });
});

async function openBill(page: Page, month: string): Promise<void> {
  await page.goto("/my/bills");
  const [year, number] = month.split("-").map(Number);
  await page
    .locator('a[href^="/my/bills/"]', { hasText: new RegExp(`${year}\\s*年\\s*${number}\\s*月`) })
    .first()
    .click();
  await page.waitForURL(/\/my\/bills\/[0-9A-Z]{26}/);
}

/** The address of the month's batch on the officers' list. */
async function settlementOf(page: Page, month: string): Promise<string> {
  await page.goto("/officer/settlements");
  const [year, number] = month.split("-").map(Number);
  const link = page
    .locator('a[href^="/officer/settlements/"]', { hasText: new RegExp(`${year}\\s*年\\s*${number}\\s*月`) })
    .first();
  return (await link.getAttribute("href")) ?? "";
}
