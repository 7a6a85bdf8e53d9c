import type { Page } from "playwright-core";
import { inventedResidentId } from "#seeds/demo/invented";

export type Talent = { name: string; phone: string; degree: "doctor" | "master" | "bachelor"; birthDate: string };

/** Presses the button of the form around a field and waits for the page that follows. */
export async function send(page: Page, field: string): Promise<void> {
  const before = page.url();
  await page.locator(`form:has([name="${field}"])`).last().locator('button[type="submit"]').first().click();
  await page.waitForURL((url) => url.href !== before);
}

/** Signs in by phone with the code that the demo's outbox shows, as somebody whom nobody knew before. */
export async function signInByPhone(page: Page, phone: string): Promise<void> {
  await page.goto("/sign-in");
  await page.fill('input[name="phone"]', phone);
  await send(page, "phone");
  const outbox = await page.context().newPage();
  await outbox.goto("/demo/outbox");
  const code = await outbox.locator("[data-code]").first().innerText();
  await outbox.close();
  await page.fill('input[name="code"]', code.trim());
  await send(page, "code");
}

/** Whole months ago, as a day in the middle of the month. */
function dayMonthsAgo(months: number): string {
  const now = new Date();
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 15));
  return day.toISOString().slice(0, 10);
}

/** Fills the four steps of the profile with facts that meet every condition of the scheme. */
export async function fillProfile(page: Page, talent: Talent, sequence: number): Promise<void> {
  await page.goto("/my/profile/identity");
  await page.fill('input[name="name"]', talent.name);
  await page.fill('input[name="residentId"]', inventedResidentId(talent.birthDate, sequence));
  await send(page, "residentId");
  await page.goto("/my/profile/education");
  await choose(page, "degree", talent.degree);
  await choose(page, "fullTimeDegree", "yes");
  await page.fill('input[name="graduatedOn"]', dayMonthsAgo(14));
  await send(page, "graduatedOn");
  await page.goto("/my/profile/work");
  await choose(page, "employerKind", "enterprise");
  await page.fill('input[name="employerName"]', "示例精密机械");
  await page.fill('input[name="recruitedOn"]', dayMonthsAgo(12));
  await page.fill('input[name="firstInsuredOn"]', dayMonthsAgo(11));
  await page.fill('input[name="insuredMonths"]', "10");
  await send(page, "insuredMonths");
  await page.goto("/my/profile/home");
  for (const name of ["ownsLocalHome", "spouseOwnsLocalHome"]) await choose(page, name, "no");
  await choose(page, "leaseRegistered", "yes");
  await send(page, "ownsLocalHome");
}

type Looking = (page: Page) => Promise<unknown>;

/**
 * Applies to a round for its first category that fits and after it for anything else, as far as the page that shows
 * everything before it is sent.
 * `look` is called on each page on the way.
 */
export async function wishFor(page: Page, roundId: string, look: Looking = async () => {}): Promise<void> {
  await page.goto(`/my/applications/new/${roundId}`);
  await look(page);
  await page.locator('section[id^="k-"] li a').first().click();
  await page.waitForURL(/[?&]w=\w/);
  await look(page);
  await page.locator(`main a[href*="/my/applications/new/${roundId}/more"]`).first().click();
  await page.waitForURL(/\/more/);
  await look(page);
  await page.check('input[name="anyOther"]');
  await send(page, "anyOther");
  await page.waitForURL(/\/check/);
  await look(page);
}

/** The same, declared and sent. */
export async function applyTo(page: Page, roundId: string, look?: Looking): Promise<void> {
  await wishFor(page, roundId, look);
  await page.check('input[name="declaration"]');
  await send(page, "declaration");
}

/** Chooses in a select or among radio buttons, whichever the field is. */
export async function choose(page: Page, name: string, value: string): Promise<void> {
  const select = page.locator(`select[name="${name}"]`);
  if ((await select.count()) > 0) await select.selectOption(value);
  else await page.locator(`input[type="radio"][name="${name}"][value="${value}"]`).check({ force: true });
}
