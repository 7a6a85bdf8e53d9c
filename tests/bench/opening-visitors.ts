import { invariant } from "#lib/errors";

export type Arrived = {
  /** so many percent took at most so many milliseconds, of those that went well */
  percentile: (percent: number) => number;
  errors: string[];
  seconds: number;
};

/** One visitor every `gapMs`, whether those before are done or not: people do not wait for each other. */
export async function arrivals<T>(
  visitors: readonly T[],
  gapMs: number,
  visit: (visitor: T) => Promise<unknown>,
): Promise<Arrived> {
  const took: number[] = [];
  const errors: string[] = [];
  const began = performance.now();
  await Promise.all(
    visitors.map(async (visitor, index) => {
      await new Promise((wake) => setTimeout(wake, index * gapMs));
      const from = performance.now();
      await visit(visitor).then(
        () => took.push(performance.now() - from),
        (error: unknown) => errors.push(String(error)),
      );
    }),
  );
  took.sort((a, b) => a - b);
  return {
    percentile: (percent) => took[Math.max(0, Math.ceil((percent / 100) * took.length) - 1)] ?? 0,
    errors,
    seconds: (performance.now() - began) / 1000,
  };
}

const text = (html: string) =>
  html
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Reads the page before sending and sends its form as a browser without scripts does; it must end at the application. */
export async function sendApplication(origin: string, path: string, token: string): Promise<void> {
  const cookie = `wutong-session=${token}`;
  const page = await fetch(origin + path, { headers: { cookie }, redirect: "manual" });
  const html = await page.text();
  invariant(page.status === 200, `the page answered ${page.status}`);
  const form = html.match(/<form[^>]*>(?:(?!<\/form>)[\s\S])*?name="declaration"[\s\S]*?<\/form>/)?.[0];
  invariant(form, "the page has the form that sends the application");
  const body = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name !== undefined) body.append(text(name), text(/value="([^"]*)"/.exec(input)?.[1] ?? ""));
  }
  body.append("declaration", "yes");
  const sent = await fetch(origin + path, { method: "POST", body, headers: { cookie, origin }, redirect: "manual" });
  await sent.arrayBuffer();
  const to = sent.headers.get("location") ?? "";
  invariant(sent.status === 303 && to.includes("/my/applications/"), `sending answered ${sent.status} ${to}`);
}
