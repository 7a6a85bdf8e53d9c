import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { messagesOf } from "#i18n/messages";
import { readScheme, schemeNames } from "#seeds/schemes";

const sources = globSync("lib/**/*.ts").map((file) => ({ file, text: readFileSync(file, "utf8") }));
const found = (pattern: RegExp, where = sources): string[] =>
  [...new Set(where.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1] ?? "")))].sort();

const languages = (["zh-CN", "en"] as const).map((locale) => ({ locale, messages: messagesOf(locale) }));
/** Entries of the ledger carry a reason of their own, which is no refusal. */
const refusing = sources.filter(({ file }) => !/^lib\/ledger\/rules(?:-deposits|-finance)?\.ts$/.test(file));

test("every reason to refuse has a sentence in both languages", () => {
  const reasons = [
    ...found(/\brefuse\(\s*"([^"]+)"/g),
    ...found(/\breason: "([^"]+)"/g, refusing),
    ...found(/\bwrongOrder: "([^"]+)"/g),
    ...found(/\b(?:issue|check)\([^"]*"[a-zA-Z]+",\s*"([a-z]+(?:-[a-z]+)+)"/g),
  ];
  expect(reasons.length).toBeGreaterThan(80);
  for (const { locale, messages } of languages) {
    const without = reasons.filter((reason) => !Object.hasOwn(messages.refusals, reason));
    expect(without, locale).toEqual([]);
  }
});

test("no sentence stands there for a refusal that nobody makes", () => {
  const named = new Set(found(/"([a-z]+(?:-[a-z]+)*)"/g));
  expect(Object.keys(messagesOf("zh-CN").refusals).filter((key) => !named.has(key))).toEqual([]);
});

test("whatever a person is told has its words in both languages, and no words are left over", () => {
  const telling = sources.filter(({ text }) => /\btell(?:Each|Tenants)?\(/.test(text));
  const lines = telling.flatMap(
    ({ text }) => text.match(/(?:\bkind: |\bconst kind = |\btellTenants\(tx, lease, ).*/g) ?? [],
  );
  const kinds = lines.flatMap((line) => line.match(/(?<=")[a-z]+(?:-[a-z]+)+(?=")/g) ?? []);
  expect(kinds.length).toBeGreaterThan(8);
  for (const { locale, messages } of languages) {
    expect(Object.keys(messages.my.notices).sort(), locale).toEqual(
      [...new Set(kinds)].filter((kind) => kind !== "sign-in-code").sort(),
    );
    expect(Object.keys(messages.signIn.outbox.texts), locale).toEqual(["sign-in-code"]);
  }
});

test("every condition of every scheme has its words in both languages", () => {
  expect(schemeNames()).toContain("changzhou");
  for (const scheme of schemeNames().map(readScheme)) {
    expect(scheme.conditions.length).toBeGreaterThan(0);
    for (const { locale, messages } of languages) {
      // Either the scheme names the condition in both languages, or the product has words for its code.
      const without = scheme.conditions.filter(
        ({ code, nameZh, nameEn }) => !(nameZh && nameEn) && !Object.hasOwn(messages.words.conditions, code),
      );
      expect(
        without.map(({ code }) => code),
        `${scheme.id}, ${locale}`,
      ).toEqual([]);
    }
  }
});
