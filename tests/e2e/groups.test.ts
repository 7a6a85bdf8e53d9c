import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inventedResidentId } from "#seeds/demo/invented";
import applications from "../../app/i18n/zh-CN/applications.json" with { type: "json" };
import my from "../../app/i18n/zh-CN/my.json" with { type: "json" };
import roster from "../../app/i18n/zh-CN/roster.json" with { type: "json" };
import { axeProblems, tooWide } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";
import {
  announceAndOpen,
  beginOffers,
  closeEarly,
  draftRound,
  drawByTwo,
  freeze,
  noticeRoster,
  press,
  publish,
  takeUnits,
} from "./support/rounds.ts";
import { applyTo, fillProfile, send, signInByPhone, type Talent } from "./support/talent.ts";

const leaderOf: Talent = { name: "试发起", phone: "19900007001", degree: "master", birthDate: "1999-05-20" };
const memberOf: Talent = { name: "试合住", phone: "19900007002", degree: "doctor", birthDate: "1996-03-02" };
const CODE = "GROUPS-1";

let product: Product;
let browser: Browser;
let operator: Page;
let leader: Page;
let member: Page;
let roundId = "";
let invitation = "";
const errors: string[][] = [];

const open = async (viewport: typeof DESK, scripts = true) => {
  const opened = await person(browser, product.origin, { viewport, scripts, locale: "zh-CN", audited: true });
  errors.push(opened.errors);
  return opened.page;
};
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");

/** What is wrong with the page that is open, at both widths. */
async function look(page: Page): Promise<void> {
  const before = page.viewportSize() ?? PHONE;
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    expect(await axeProblems(page), page.url()).toEqual([]);
    expect(await tooWide(page), page.url()).toBe(false);
  }
  await page.setViewportSize(before);
}

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
  operator = await open(DESK);
  await signIn(operator, "demo-operator");
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

test("an operator opens a round over a suite for three", async () => {
  roundId = await draftRound(operator, { code: CODE });
  await takeUnits(operator, roundId, "triple", 1);
  await announceAndOpen(operator, roundId);
});

test("the leader applies and opens the application for others: a code and a link", async () => {
  leader = await open(PHONE);
  await signInByPhone(leader, leaderOf.phone);
  await fillProfile(leader, leaderOf, 901);
  await applyTo(leader, roundId, look);
  await leader.getByRole("link", { name: applications.group.invite, exact: true }).click();
  await leader.waitForURL(/\/group$/);
  await press(leader, applications.group.open);
  await leader.getByText(my.done["group-open"]).waitFor();
  await look(leader);
  invitation = /\/my\/groups\/[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(await leader.locator("main").innerText())?.[0] ?? "";
  expect(invitation).not.toBe("");
});

test("the member opens the link, sees whose group it is and what it means, signs and joins", async () => {
  member = await open(PHONE);
  await member.goto(invitation);
  await member.waitForURL(/\/sign-in/);
  await signInByPhone(member, memberOf.phone);
  await member.goto(invitation);
  expect(await readable(member)).toContain("您的资料还没有填完整");
  await fillProfile(member, memberOf, 902);
  await member.goto("/my/groups");
  await look(member);
  await member.fill('input[name="code"]', "K7P2M-9X4QZ");
  await press(member, applications.join.codeGo);
  await member.locator("[aria-invalid=true]").waitFor();
  await member.fill('input[name="code"]', invitation.slice(-11).toLowerCase());
  await send(member, "code");
  await look(member);
  const shown = await readable(member);
  expect(shown).toContain("试**邀请您合住");
  expect(shown).not.toContain(leaderOf.name);
  await press(member, applications.join.join);
  await member.locator('input[name="consent"][aria-invalid=true]').waitFor();
  await member.check('input[name="consent"]');
  await member.check('input[name="authorised"]');
  await send(member, "consent");
  await member.getByText(my.done["group-joined"]).waitFor();
  await look(member);
  expect(await member.locator(`a[href$="/withdraw"]`).count()).toBe(0);
  await member.locator('main a[href$="/leave"]').click();
  await member.waitForURL(/\/leave$/);
  await look(member);
});

test("the leader sees two, and what the two pay together; whoever has joined cannot apply alone", async () => {
  await leader.reload();
  expect(await readable(leader)).toContain("合住人（2/4）");
  await look(leader);
  await leader.goto(`/my/applications/new/${roundId}`);
  expect(await readable(leader)).toContain(applications.wishes.group.replace(/\s|\{count\}.*$/g, ""));
  await look(leader);
  await member.goto(`/my/applications/new/${roundId}`);
  await member.getByText(applications.notNow.inGroup).waitFor();
  await look(member);
});

test("after closing, an application on paper is entered, taken off the roster and put back", async () => {
  await closeEarly(operator, roundId);
  await operator.goto(`/operator/rounds/${roundId}?view=applications`);
  expect(await readable(operator)).toContain("试**等2人");
  await look(operator);
  await operator.getByRole("link", { name: roster.enter }).click();
  await operator.waitForURL(/\/applications\/new$/);
  await look(operator);
  await operator.fill('input[name="phone"]', "19900007003");
  await operator.fill('textarea[name="reason"]', "邮寄件，邮戳日期在截止之前");
  await operator.check('input[name="declared"]');
  await press(operator, roster.paper.submit);
  await operator.locator('input[name="name"][aria-invalid=true]').waitFor();
  await operator.fill('input[name="name"]', "试纸面");
  await operator.fill('input[name="residentId"]', inventedResidentId("1998-01-01", 904));
  await press(operator, roster.paper.submit);
  // The degree was missing in the answer before as well: the new one is there once nothing is wrong with the name.
  await operator.locator('input[name="name"]:not([aria-invalid=true])').waitFor();
  await operator.locator('select[name="degree"][aria-invalid=true]').waitFor();
  await operator.selectOption('select[name="degree"]', "bachelor");
  await operator.locator('input[name="ranks"]').first().fill("1");
  await press(operator, roster.paper.submit);
  await operator.getByText(roster.done.entered).waitFor();
  await look(operator);
  await operator.fill('textarea[name="reason"]', "材料不实");
  await press(operator, roster.review.exclude);
  await operator.getByText(roster.done.excluded).waitFor();
  await look(operator);
  await press(operator, roster.review.readmit);
  await operator.getByText(roster.done.readmitted).waitFor();
  await operator.fill('textarea[name="reason"]', "材料不实");
  await press(operator, roster.review.exclude);
  await operator.getByText(roster.done.excluded).waitFor();
});

test("the roster counts the group as one, and both learn what became of it", async () => {
  await noticeRoster(operator, roundId);
  await freeze(operator, roundId);
  await operator.goto(`/rounds/${CODE}`);
  expect(await readable(operator)).toMatch(/1(?:份|人)/);
  const second = await open(DESK);
  await signIn(second, "demo-operator-2");
  await drawByTwo(operator, second, roundId);
  await publish(operator, roundId);
  for (const page of [leader, member]) {
    await page.goto("/my/applications");
    await page.locator('main a[href^="/my/applications/0"]').first().click();
    await page.waitForURL(/\/my\/applications\/0/);
    const shown = await readable(page);
    expect(shown).toContain("您的名次1，共1份申请");
    expect(shown).toContain(applications.why.outcomes.got.replace(/\s/g, ""));
    await look(page);
  }
});

test("the offer is the leader's to answer, and the member reads it from the notice they were sent", async () => {
  await beginOffers(operator, roundId);
  await member.goto("/my/notices");
  await member.locator('main a[href^="/my/offers/"]').first().click();
  await member.waitForURL(/\/my\/offers\//);
  await member.getByText(my.offer.leaderAnswersTitle, { exact: true }).waitFor();
  await look(member);
  expect(await member.locator('main form, main a[href$="/decline"]').count()).toBe(0);
  const offer = new URL(member.url()).pathname;
  await member.goto(`${offer}/decline`);
  await member.waitForURL((url) => url.pathname === offer);
  await leader.goto(offer);
  await leader.check('input[name="authorised"]');
  await send(leader, "authorised");
  await member.reload();
  await member.getByText(my.offer.leaderAnswered.accepted).waitFor();
  expect(errors.flat()).toEqual([]);
});
