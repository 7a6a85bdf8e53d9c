import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch, person, signIn } from "./support/browser.ts";
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

/** Signs in as a demo person and answers the cookie, for requests made by hand. */
async function cookieOf(userId: string): Promise<string> {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, userId);
  const cookies = await context.cookies();
  await context.close();
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

const get = (path: string, cookie = "") =>
  fetch(product.origin + path, { headers: { cookie }, redirect: "manual" }).then(async (answer) => {
    await answer.arrayBuffer();
    return answer;
  });

const DESKS = {
  "/my": ["talent"],
  "/my/profile": ["talent"],
  "/my/bills": ["talent"],
  "/my/applications": ["talent"],
  "/my/subsidy": ["talent"],
  "/operator": ["operator", "auditor"],
  "/operator/units": ["operator", "auditor"],
  "/operator/rounds": ["operator", "auditor"],
  "/operator/leases": ["operator", "auditor"],
  "/operator/months": ["operator", "auditor"],
  "/operator/payments": ["operator", "auditor"],
  "/operator/payments/arrears": ["operator", "auditor"],
  "/officer": ["officer", "auditor"],
  "/officer/settlements": ["officer", "auditor"],
  "/officer/refunds": ["officer", "auditor"],
  "/officer/ledger": ["officer", "auditor"],
  "/officer/months": ["officer", "auditor"],
  "/officer/net-rent": ["officer", "auditor"],
  "/officer/people": ["officer", "auditor"],
  "/officer/registers": ["officer", "auditor"],
  "/officer/findings": ["officer", "auditor"],
  "/admin": ["admin", "auditor"],
  "/admin/staff/new": ["admin"],
  "/account": ["operator", "officer", "admin", "auditor"],
} as const;

const PEOPLE = {
  talent: "demo-master",
  operator: "demo-operator",
  officer: "demo-officer",
  admin: "demo-admin",
  auditor: "demo-auditor",
} as const;

test("each role sees its own desks and is refused all others; nobody sees any without signing in", async () => {
  for (const path of Object.keys(DESKS)) {
    const answer = await get(path);
    expect([answer.status, answer.headers.get("location")], path).toEqual([
      307,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  }
  for (const [role, userId] of Object.entries(PEOPLE)) {
    const cookie = await cookieOf(userId);
    for (const [path, allowed] of Object.entries(DESKS)) {
      const { status } = await get(path, cookie);
      expect(status, `${role} ${path}`).toBe((allowed as readonly string[]).includes(role) ? 200 : 403);
    }
  }
});

test("another person's bill, lease, offer and application answer 404, as one that does not exist", async () => {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, PEOPLE.talent);
  await page.goto("/my/bills");
  const mine = await page.locator('a[href^="/my/bills/"]').first().getAttribute("href");
  await context.close();
  const [owner, other] = [await cookieOf(PEOPLE.talent), await cookieOf("demo-doctor")];
  expect((await get(mine ?? "", owner)).status).toBe(200);
  expect((await get(mine ?? "", other)).status).toBe(404);
  for (const kind of ["bills", "offers", "applications"]) {
    expect((await get(`/my/${kind}/01ARZ3NDEKTSV4RRFFQ69G5FAV`, owner)).status, kind).toBe(404);
  }
});

test("a page that does not exist answers 404 in words, on every desk", async () => {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, PEOPLE.talent);
  for (const path of ["/nowhere", "/rooms/nowhere", "/my/bills/nowhere"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  await context.close();
});

test("a change asked for by another site, by none, or under a false name is refused and changes nothing", async () => {
  const cookie = await cookieOf(PEOPLE.talent);
  const tries: Record<string, string>[] = [
    {},
    { origin: "null" },
    { origin: "https://elsewhere.example" },
    { origin: "https://elsewhere.example", "x-forwarded-host": "elsewhere.example" },
    { origin: product.origin.replace("http:", "https:") },
  ];
  for (const headers of tries) {
    const answer = await fetch(`${product.origin}/my`, {
      method: "POST",
      headers: { ...headers, cookie, "content-type": "application/x-www-form-urlencoded" },
      body: "x=1",
    });
    expect(answer.status, JSON.stringify(headers)).toBe(403);
    expect(await answer.text()).toContain(product.origin);
  }
  expect((await get("/my", cookie)).status).toBe(200);
});

test("a field that a form does not have is refused by its name, and nothing is saved", async () => {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, "demo-newcomer");
  await page.goto("/my/profile/identity");
  await page.fill('input[name="name"]', "张三");
  await page.evaluate(`{
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "role", value: "admin" });
    document.querySelector('form:has(input[name="residentId"])').append(field);
  }`);
  await page.locator('form:has(input[name="residentId"]) button[type="submit"]').click();
  await page.getByRole("alert").filter({ hasText: "role" }).waitFor();
  await page.goto("/my/profile/identity");
  expect(await page.inputValue('input[name="name"]')).toBe("");
  await context.close();
});

test("after signing out the old cookie fails on the very next request", async () => {
  const { page, context } = await person(browser, product.origin);
  await signIn(page, PEOPLE.operator);
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect((await get("/operator", cookie)).status).toBe(200);
  await page.getByRole("button", { name: /^退出/ }).first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/operator"));
  expect((await get("/operator", cookie)).status).toBe(307);
  await context.close();
});

test("signed-in pages are not kept, scripts need the page's nonce, and no header tells what serves them", async () => {
  const answer = await get("/my", await cookieOf(PEOPLE.talent));
  expect(answer.headers.get("cache-control")).toContain("no-store");
  expect(answer.headers.get("content-security-policy")).toMatch(
    /script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'/,
  );
  expect(answer.headers.get("x-powered-by")).toBeNull();
  const pages = await get("/rooms");
  expect(pages.headers.get("x-content-type-options")).toBe("nosniff");
  expect(pages.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});

test("the way back after signing in and after changing the language stays on this site", async () => {
  for (const back of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]) {
    const answer = await get(`/language?to=en&back=${encodeURIComponent(back)}`);
    expect(answer.headers.get("location")).toBe(`${product.origin}/`);
  }
  const { page, context } = await person(browser, product.origin);
  await page.goto(`/sign-in/staff?next=${encodeURIComponent("//elsewhere.example")}`);
  expect(new URL(page.url()).origin).toBe(product.origin);
  await context.close();
});

test("health answers, and a stop lets a request under way finish and ends in good order", async () => {
  const own = await startProduct("sqlite");
  expect(await (await fetch(`${own.origin}/api/health`)).json()).toEqual({ status: "ok" });
  const underWay = fetch(`${own.origin}/rooms`).then((answer) => answer.text());
  await new Promise((wake) => setTimeout(wake, 30));
  const ended = own.stop();
  expect(await underWay).toContain("</html>");
  expect(await ended).toBe(0);
});
