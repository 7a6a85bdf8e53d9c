import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, addMonths, dayAt } from "#lib/days";
import charges from "../../app/i18n/zh-CN/charges.json" with { type: "json" };
import fields from "../../app/i18n/zh-CN/fields.json" with { type: "json" };
import operator from "../../app/i18n/zh-CN/operator.json" with { type: "json" };
import refusals from "../../app/i18n/zh-CN/refusals.json" with { type: "json" };
import { makeXlsx } from "../support/xlsx.ts";
import { ask } from "./support/ask.ts";
import { fineLook } from "./support/audit.ts";
import { DESK, launch, PHONE, person, signIn } from "./support/browser.ts";
import { type Product, startProduct } from "./support/product.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct("sqlite"), launch()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const today = dayAt(new Date());
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
const readable = async (page: Page) => (await page.locator("main").innerText()).replace(/\s+/g, "");

async function upload(page: Page, name: string, rows: (string | number)[][]): Promise<void> {
  const bytes = Buffer.from(makeXlsx([["表号", "抄表日期", "读数"], ...rows]));
  await page.goto("/operator/meters");
  await page.setInputFiles('input[type="file"]', { name, mimeType: "application/octet-stream", buffer: bytes });
  await press(page, charges.meters.uploadSubmit);
  await page.waitForURL(/\/meters\/imports\/[0-9A-Z]{26}/);
}

/** The meters of the room that the demo's master lives in, with what each showed last. */
async function mastersMeters(page: Page): Promise<{ serial: string; last: number }[]> {
  const tenant = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN" });
  await signIn(tenant.page, "demo-master");
  await tenant.page.goto("/my/lease");
  const [, building = "", room = ""] = /(\d+)\s*栋\s*(\d{4})/.exec(await readable(tenant.page)) ?? [];
  await tenant.context.close();
  await page.goto(`/operator/units/b${building.padStart(2, "0")}-${room}/meters`);
  const sections = await page.locator("main section:has(table)").all();
  return Promise.all(
    sections.map(async (section) => ({
      serial: /[DS]B\d+/.exec(await section.locator("h2").innerText())?.[0] ?? "",
      last: Number((await section.locator("tbody tr").first().locator("td").first().innerText()).trim()),
    })),
  );
}

test("after check-out the deposit is given back less a deduction, and another person pays out what is left of it", async () => {
  const { page, errors } = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(page, "demo-operator");
  // The demo's last leavers handed their flat back today; the deposit waits.
  await page.goto("/operator/leases?filter=deposit");
  await page.locator('main tbody a[href^="/operator/leases/"]').first().click();
  await page.waitForURL(/\/operator\/leases\/[0-9A-Z]{26}$/);
  await page.getByRole("link", { name: charges.ways.deposit, exact: true }).click();
  await page.waitForURL(/\/deposit$/);
  const names = (await page.locator("main dl").first().locator("dt").allInnerTexts()).slice(2, -1);
  await page.fill('input[name="amount0"]', "88.50");
  await press(page, charges.deposit.submit);
  await page.locator('input[name="reason0"][aria-invalid="true"]').waitFor();
  await page.fill('input[name="reason0"]', "窗帘轨道脱落");
  await press(page, charges.deposit.submit);
  await page.getByText(operator.leases.done["deposit-returned"]).waitFor();
  const done = await readable(page);
  for (const text of ["窗帘轨道脱落", "¥88.50", charges.deposit.returned]) expect(done).toContain(text);
  expect(await page.getByRole("button", { name: charges.deposit.submit }).count()).toBe(0);

  await page.goto("/operator/payments/credit");
  const theirs = page.locator("main tr").filter({ hasText: new RegExp(names.join("|")) });
  await theirs.locator('a[href*="person="]').first().click();
  await page.fill('input[name="amountFen"]', "12.34");
  await page.fill('input[name="reason"]', "退租押金");
  await press(page, operator.payments.credit.submit);
  await page.getByText(operator.payments.done.proposed).waitFor();
  const second = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(second.page, "demo-officer");
  await second.page.goto("/officer/refunds");
  await second.page.locator('form:has(input[value="12.34"]) button[type="submit"]').first().click();
  await second.page.waitForURL(/notice=approved/);
  expect(await readable(second.page)).toContain("退租押金");
  expect([...errors, ...second.errors]).toEqual([]);
});

/** A lease of one tenant whose flat's meters were read last month; `first` and `second` are what they showed, in the form's order. */
const readLately = () =>
  ask<{ id: string; unitId: string; first: number; second: number }>(
    product.database,
    `with shown as (
       select m.unit_id as unitId, m.kind, r.value_hundredths / 100.0 as value, max(r.read_on) as readOn
       from meters m join meter_readings r on r.meter_id = m.id where m.retired_on is null group by m.id
     )
     select l.id, l.unit_id as unitId, first.value as first, second.value as second
     from leases l join shown first on first.unitId = l.unit_id and first.kind = 'electricity'
     join shown second on second.unitId = l.unit_id and second.kind = 'water' and second.readOn = first.readOn
     where l.status = 'active' and l.bed = 0
       and (select count(*) from lease_tenants t where t.lease_id = l.id) = 1
       and not exists (select 1 from lease_tenants t join users u on u.person_id = t.person_id where t.lease_id = l.id)
     order by first.readOn desc, l.lease_no limit 1`,
  );

test("meters are read when a tenant has left: what cannot be right is refused at its field, and what was used waits at the deposit", async () => {
  const { page, errors } = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(page, "demo-operator");
  const lease = readLately();
  const shown = (value: number) => value.toFixed(2);
  const save = () => press(page, charges.readings.submit);
  const refusedAt = async (field: string, said: string) => {
    await page.locator(`[name="${field}"][aria-invalid="true"]`).waitFor();
    await page.locator(`#${field}-error`, { hasText: said }).waitFor();
  };
  await page.goto(`/operator/leases/${lease.id}`);
  await page.getByRole("link", { name: charges.readings.entering, exact: true }).click();
  await page.getByRole("heading", { name: charges.readings.entering, level: 1 }).waitFor();
  for (const [field, value] of [
    ["readOn", addDays(today, 1)],
    ["value0", shown(lease.first)],
    ["value1", shown(lease.second)],
  ] as const)
    await page.fill(`input[name="${field}"]`, value);
  await save();
  await refusedAt("readOn", refusals["reading-in-future"]);

  await page.goto(`/operator/leases/${lease.id}/check-out`);
  await page.fill('textarea[name="reason"]', "合同到期不再续租");
  await page.locator('form:has([name="toService"]) button[type="submit"]').first().click();
  await page.getByText(operator.leases.done["checked-out"]).waitFor();
  await page.getByRole("link", { name: charges.readings.leaving, exact: true }).click();
  await page.getByRole("heading", { name: charges.readings.leaving, level: 1 }).waitFor();
  expect(await page.inputValue('input[name="readOn"]')).toBe(today);
  await fineLook(page);
  await save();
  await page.locator('main [role="alert"]', { hasText: refusals["readings-none"] }).waitFor();
  await page.fill('input[name="readOn"]', "");
  await page.fill('input[name="value0"]', "十二度");
  await save();
  await refusedAt("readOn", fields.errors.required);
  await refusedAt("value0", fields.errors.reading);
  expect(await page.inputValue('input[name="value0"]')).toBe("十二度");
  await fineLook(page);
  await page.fill('input[name="readOn"]', today);
  await page.fill('input[name="value0"]', shown(lease.first + 2));
  await page.fill('input[name="value1"]', shown(lease.second - 1));
  await save();
  await refusedAt("value1", "小于上次读数");
  // All or none: the one that looks right is not kept without the other.
  await page.goto(`/operator/units/${lease.unitId}/meters`);
  expect(await page.getByRole("cell", { name: shown(lease.first + 2), exact: true }).count()).toBe(0);

  await page.goto(`/operator/leases/${lease.id}/readings`);
  await page.fill('input[name="value0"]', shown(lease.first + 2));
  await page.fill('input[name="value1"]', shown(lease.second + 0.1));
  await save();
  await page.getByText(operator.leases.done["readings-kept"]).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/operator/leases/${lease.id}/deposit`);
  const waiting = await readable(page);
  for (const used of ["2.00度", "0.10立方米"]) expect(waiting).toContain(used);
  await fineLook(page);
  await page.goto(`/operator/units/${lease.unitId}/meters`);
  const kept = page.locator("tr", { hasText: charges.unit.sources.checkOut });
  expect(await kept.count()).toBe(2);
  expect(await kept.first().innerText()).toContain(shown(lease.first + 2));
  expect(errors).toEqual([]);
});

test("readings with a wrong row are mended, a strange one is decided, and what was used stands on the tenant's bill and is paid", async () => {
  const { page, errors } = await person(browser, product.origin, { viewport: DESK, locale: "zh-CN" });
  await signIn(page, "demo-operator");
  const [electricity, water] = await mastersMeters(page);
  if (!electricity || !water) throw new Error("the demo's master has two meters");
  const good = [electricity.serial, today, electricity.last + 3];
  await upload(page, "wrong.xlsx", [good, ["NOBODY", today, 5]]);
  expect(await readable(page)).toContain(refusals["reading-meter-unknown"]);
  expect(await page.getByRole("button", { name: charges.meters.confirm }).count()).toBe(0);
  await press(page, charges.meters.discard);
  await page.getByText(operator.meters.done.discarded).waitFor();

  await upload(page, "mended.xlsx", [good, [water.serial, today, water.last + 4000]]);
  await press(page, charges.meters.confirm);
  await page.getByText(operator.meters.done.confirmed).waitFor();
  await page.goto("/operator/meters/waiting");
  await page.locator(`tr:has-text("${water.serial}") a[href^="/operator/meters/waiting/"]`).first().click();
  await page.waitForURL(/\/waiting\/[0-9A-Z]{26}/);
  await page.fill('input[name="leaveWhy"]', "抄错小数点");
  await press(page, charges.meters.leaveSubmit);
  await page.getByText(operator.meters.done.dismissed).waitFor();

  await page.goto("/operator/meters/charge");
  await press(page, charges.meters.chargeSubmit);
  await page.getByText(operator.meters.done.charged).waitFor();
  expect(await readable(page)).toContain(charges.meters.nothingToCharge);

  const tenant = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN" });
  await signIn(tenant.page, "demo-master");
  await tenant.page.goto("/my/bills");
  await tenant.page.locator('main a[href^="/my/bills/"]').first().click();
  await tenant.page.waitForURL(/\/my\/bills\/[0-9A-Z]{26}/);
  const billId = tenant.page.url().split("/").at(-1) ?? "";
  // 3 kWh at the first tier of the illustrative tariff.
  const seen = await readable(tenant.page);
  for (const text of [charges.lines.kinds.electricity, electricity.serial, "3.00度", "3.00×0.53=1.59元", "¥1.59"])
    expect(seen).toContain(text);
  const due =
    /¥([\d,.]+)/.exec((await tenant.page.locator("dl").first().innerText()).split("待缴").at(-1) ?? "")?.[1] ?? "";

  await page.goto("/operator/months");
  await page.locator('main a[href^="/operator/months/"]').first().click();
  await page.waitForURL(/\/operator\/months\/\d/);
  await page.goto(`${page.url().split("?")[0]}/${billId}`);
  await page.selectOption('select[name="method"]', "wechat");
  await page.fill('input[name="amountFen"]', due.replaceAll(",", ""));
  await page.fill('input[name="reference"]', "E2E-CHARGES-1");
  await page.getByRole("button", { name: operator.months.record.submit, exact: true }).click();
  await page.getByText(operator.months.done.paid).waitFor();
  await tenant.page.reload();
  expect(await readable(tenant.page)).toContain("微信");
  expect([...errors, ...tenant.errors]).toEqual([]);
});

test("a rent to come is announced and withdrawn, and a charge by hand is taken off again; without scripts as well", async () => {
  const { page } = await person(browser, product.origin, { viewport: PHONE, locale: "zh-CN", scripts: false });
  await signIn(page, "demo-operator");
  await page.goto("/operator/leases?filter=active");
  await page.locator('main tbody a[href^="/operator/leases/"]').first().click();
  await page.getByRole("link", { name: charges.ways.rent, exact: true }).click();
  await page.waitForURL(/\/rent$/);
  await page.fill('input[name="fromOn"]', `${addMonths(today.slice(0, 7), 2)}-01`);
  await page.fill('input[name="rentFen"]', "1999");
  await page.fill('input[name="reason"]', "续租");
  await press(page, charges.rent.submit);
  await page.getByText(operator.leases.done["rent-announced"]).waitFor();
  expect(await readable(page)).toContain("¥1999");
  await page.getByRole("button", { name: charges.rent.withdraw }).first().click();
  await page.getByText(operator.leases.done["rent-withdrawn"]).waitFor();

  await page.goto("/operator/months");
  await page.locator('main a[href^="/operator/months/"]').first().click();
  await page.waitForURL(/\/operator\/months\/\d/);
  await page.locator('main tbody a[href^="/operator/months/"]').first().click();
  await page.waitForURL(/\/operator\/months\/[^/]+\/[0-9A-Z]{26}/);
  await page.selectOption('select[name="kind"]', "service");
  await page.fill('input[name="chargeFen"]', "66.60");
  await page.fill('input[name="reason"]', "补办门禁卡");
  await press(page, charges.hand.submit);
  await page.getByText(operator.months.done.charged).waitFor();
  expect(await readable(page)).toContain("补办门禁卡");
  await page.locator('a[href*="?off="]').last().click();
  await page.fill('input[name="why"]', "记错人");
  await press(page, charges.off.submit);
  await page.getByText(operator.months.done["taken-off"]).waitFor();
  expect(await readable(page)).toContain("记错人");
});
