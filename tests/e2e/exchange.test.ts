import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, PHONE, person, signIn } from "./support/browser.ts";
import { openDrawnExchange, texts } from "./support/exchange.ts";
import { phonesOf } from "./support/people.ts";
import { type Product, startProduct } from "./support/product.ts";
import { announceAndOpen, closeAndFreeze, draftRound, drawByTwo, press, publishAndOffer } from "./support/rounds.ts";
import { send, signInByPhone } from "./support/talent.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const visitor = (scripts = true) =>
  person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts }).then(({ page }) => page);

type Home = { building: string; roomNo: string };

/** Where somebody lives, from the page of their lease: 3栋 0501 室. */
async function homeOf(page: Page): Promise<Home> {
  await page.goto("/my/exchange");
  const text = await page.locator("main").innerText();
  const [, building = "", roomNo = ""] = /现在住在 (\S+) (\d+) 室/.exec(text) ?? [];
  expect(roomNo).not.toBe("");
  return { building, roomNo };
}

/** Asks for a room by building and floor, and sends the list. */
async function askFor(page: Page, roundId: string, { building, roomNo }: Home): Promise<void> {
  await page.goto(`/my/exchange/${roundId}`);
  await page.getByRole("link", { name: texts.choose.go }).click();
  await page.waitForURL(/\/choose/);
  await page.selectOption('select[name="building"]', { label: building });
  await page.selectOption('select[name="floor"]', String(Number(roomNo.slice(0, -2))));
  await send(page, "building");
  for (;;) {
    const row = page.locator("#places li", { hasText: `${building} ${roomNo} 室` });
    if ((await row.count()) > 0) {
      await row.locator("a").click();
      break;
    }
    await page.getByRole("link", { name: "下一页" }).click();
  }
  await page.locator("#list li", { hasText: `${building} ${roomNo} 室` }).waitFor();
  await send(page, "maxNetRent");
  await page.check('input[name="declaration"]');
  await send(page, "declaration");
  await page.getByText(texts.done.sent).waitFor();
}

test("two tenants ask for each other's homes, one without scripts; two operators draw; each sees the other's home as theirs to come", async () => {
  const [doctor, master, operator, second] = [await visitor(), await visitor(false), await visitor(), await visitor()];
  await signIn(doctor, "demo-doctor");
  await signIn(master, "demo-master");
  await signIn(operator, "demo-operator");
  await signIn(second, "demo-operator-2");
  const homes = [await homeOf(doctor), await homeOf(master)] as const;
  const roundId = await draftRound(operator, { code: "SWAP-1", mechanism: "exchange" });
  await announceAndOpen(operator, roundId);
  await askFor(doctor, roundId, homes[1]);
  await askFor(master, roundId, homes[0]);
  await closeAndFreeze(operator, roundId);
  await drawByTwo(operator, second, roundId);
  await publishAndOffer(operator, roundId, "exchange");
  for (const [page, mine, other] of [
    [doctor, homes[0], homes[1]],
    [master, homes[1], homes[0]],
  ] as const) {
    await page.goto(`/my/exchange/${roundId}`);
    await page.getByText(`换到 ${other.building} ${other.roomNo} 室`, { exact: true }).waitFor();
    const picture = await page.locator("main svg[role=img]").textContent();
    expect(picture).toContain(`${mine.building} ${mine.roomNo} 室`);
    expect(picture).toContain(`${other.building} ${other.roomNo} 室`);
    await page.goto("/my/notices");
    await page.getByText("批次 SWAP-1").first().waitFor();
  }
  await operator.goto(`/operator/rounds/${roundId}/exchange`);
  expect(await operator.locator("main svg[role=img]").count()).toBe(1);
  await operator.goto("/rounds/SWAP-1");
  const published = await operator.locator("#moves").innerText();
  expect(published).toMatch(/SQ-SWAP-1-0000[12]/);
  expect(published).not.toContain(homes[0].roomNo);
}, 240_000);

test("on its day one press moves everybody, and tenants find themselves in their new homes", async () => {
  const operator = await visitor();
  await signIn(operator, "demo-operator");
  const roundId = await openDrawnExchange(operator);
  const [first = "", next = ""] = traders(roundId);
  const [a, b] = [await visitor(), await visitor()];
  await signInByPhone(a, first);
  await signInByPhone(b, next);
  const [from, to] = [await homeOf(a), await homeOf(b)];
  expect(from).not.toEqual(to);
  await operator.check('input[name="confirmed"]');
  await press(operator, texts.desk.move.go);
  await operator.getByText(texts.desk.moved).waitFor();
  expect(await homeOf(a)).toEqual(to);
  expect(await homeOf(b)).not.toEqual(to);
  await a.goto(`/my/exchange/${roundId}`);
  await a.getByText(`已换到 ${to.building} ${to.roomNo} 室`).waitFor();
  await a.goto("/my/lease");
  expect(await a.locator("main").innerText()).toContain(to.roomNo);
}, 120_000);

/** Phones of two leaders of the loop, the second of whom lives where the first is going. */
const traders = (roundId: string): string[] =>
  phonesOf(
    product.database,
    `join applications a on a.person_id = p.id join (
       select one.key as no, one.value as id
       from exchange_moves m join draws d on d.id = m.draw_id, json_each(m.application_ids) one
       where d.round_id = ? and m.kind = 'loop' order by m.no, one.key limit 2
     ) two on two.id = a.id order by two.no`,
    roundId,
  );
