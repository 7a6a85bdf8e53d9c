import type { Page } from "playwright-core";
import { dayAt } from "#lib/days";
import operator from "../../../app/i18n/zh-CN/operator.json" with { type: "json" };
import { choose, send } from "./talent.ts";

export const words = operator.rounds;
/** What twenty-five dice showed, as one would type it. */
export const THROWN = "1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 1 2 3 4 5 6 6";
/** The same as it is used and published. */
export const CANONICAL = `${THROWN.split(" ").join(".")}./`;

export const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const shifted = (days: number) => dayAt(new Date(Date.now() + days * 86_400_000));

type NewRound = { code: string; mechanism?: "choice" | "live" | "exchange"; fields?: Record<string, string> };

/** Drafts a round that takes applications since yesterday, drawn by dice, without days of notice. Gives its id. */
export async function draftRound(page: Page, { code, mechanism = "choice", fields = {} }: NewRound): Promise<string> {
  await page.goto("/operator/rounds/new");
  const values = {
    code,
    nameZh: "试运行批次",
    nameEn: "Trial round",
    opensOn: shifted(-1),
    closesOn: shifted(1),
    moveInOn: shifted(2),
    offerHours: "72",
    rosterNoticeDays: "0",
    resultsNoticeDays: "0",
    ...fields,
  };
  await choose(page, "mechanism", mechanism);
  for (const [name, value] of Object.entries(values)) await page.fill(`input[name="${name}"]`, value);
  await choose(page, "preset", "dice");
  await page.fill('input[name="diceIssue"]', `${shifted(0)} 10:00，公证处`);
  await send(page, "code");
  return /rounds\/([0-9A-Z]{26})/.exec(page.url())?.[1] ?? "";
}

/** Gives the draft so many vacant units of a room type, whole, wherever they are. */
export async function takeUnits(page: Page, roundId: string, roomTypeId: string, wanted: number): Promise<void> {
  await page.goto(`/operator/rounds/${roundId}/units`);
  let left = wanted;
  for (const cell of await page.locator(`span:has(> input[name="cells"][value$=":${roomTypeId}:whole"])`).all()) {
    const free = Number(await cell.locator('input[name="counts"]').getAttribute("max"));
    const take = Math.min(free, left);
    if (take > 0) await cell.locator('input[name="counts"]').fill(String(take));
    left -= take;
  }
  if (left > 0) throw new Error(`only ${wanted - left} vacant units of ${roomTypeId}`);
  await press(page, words.units.save);
  await page.waitForURL((url) => !url.pathname.endsWith("/units"));
}

const step = async (page: Page, roundId: string, button: string, done: string) => {
  await page.goto(`/operator/rounds/${roundId}`);
  await press(page, button);
  await page.getByText(done).waitFor();
};

export async function announceAndOpen(page: Page, roundId: string): Promise<void> {
  await step(page, roundId, words.next.announce, words.done.announced);
  await page.goto(`/operator/rounds/${roundId}`);
  // Rounds open by themselves; pressing is for whoever does not want to wait for the next minute.
  const open = page.getByRole("button", { name: words.next.open, exact: true });
  if ((await open.count()) > 0) await open.first().click();
  await page.getByRole("link", { name: words.next.closeEarly }).waitFor();
}

/** Closes before the published time. */
export async function closeEarly(page: Page, roundId: string): Promise<void> {
  await page.goto(`/operator/rounds/${roundId}?step=early`);
  await page.fill('textarea[name="reason"]', "演示：提前截止");
  await press(page, words.next.closeEarly);
  await page.getByText(words.done.closed).waitFor();
}

export const noticeRoster = (page: Page, roundId: string) =>
  step(page, roundId, words.next.noticeRoster, words.done["roster-noticed"]);
export const freeze = (page: Page, roundId: string) => step(page, roundId, words.next.freeze, words.done.frozen);
export const publish = (page: Page, roundId: string) => step(page, roundId, words.next.publish, words.done.published);

export async function closeAndFreeze(page: Page, roundId: string): Promise<void> {
  await closeEarly(page, roundId);
  await noticeRoster(page, roundId);
  await freeze(page, roundId);
}

/**
 * One types the outcome in, another compares and confirms it; waits until the run is over. `look` is called on the page
 * of each person at each stage.
 */
export async function drawByTwo(
  first: Page,
  second: Page,
  roundId: string,
  reason?: string,
  look: (page: Page) => Promise<unknown> = async () => {},
): Promise<void> {
  await first.goto(`/operator/rounds/${roundId}/draw?redo=1`);
  await first.fill('textarea[name="source0"]', THROWN);
  await press(first, words.drawPage.check);
  await first.getByText(CANONICAL).waitFor();
  await look(first);
  if (reason) await first.fill('textarea[name="reason"]', reason);
  await press(first, words.drawPage.propose);
  await first.getByText(words.drawPage.secondPerson, { exact: true }).waitFor();
  await look(first);
  await second.goto(`/operator/rounds/${roundId}/draw`);
  await look(second);
  await second.check('input[name="compared"]');
  await press(second, words.drawPage.confirm);
  await second.getByText(words.drawPage.doneTitle).waitFor();
  await look(second);
}

type Mechanism = keyof typeof words.next.offer;

export const beginOffers = (page: Page, roundId: string, mechanism: Mechanism = "choice") =>
  step(page, roundId, words.next.offer[mechanism], words.done.offering);

export async function publishAndOffer(page: Page, roundId: string, mechanism: Mechanism = "choice"): Promise<void> {
  await publish(page, roundId);
  await beginOffers(page, roundId, mechanism);
}
