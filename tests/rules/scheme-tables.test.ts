import { NextIntlClientProvider } from "next-intl";
import { createElement, type FunctionComponent, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { messagesOf } from "#i18n/messages";
import { assess } from "#lib/subsidy/rules";
import type { Scheme } from "#lib/subsidy/scheme";
import { readScheme, schemeNames } from "#seeds/schemes";
import { MONTH, schemePeople } from "#tests/support/scheme-people";
import { DecisionReasons } from "#ui/decision-reasons";
import { Limits } from "../../app/(private)/officer/schemes/scheme-limits.tsx";
import { Amounts, Conditions } from "../../app/(private)/officer/schemes/scheme-tables.tsx";

type Locale = "zh-CN" | "en";

/** What a component shows, as text. */
function textOf(locale: Locale, children: ReactNode): string {
  const messages = messagesOf(locale);
  // A key without a message must not pass as a text.
  const onError = (error: Error) => {
    throw error;
  };
  const page = createElement(NextIntlClientProvider, {
    locale,
    messages,
    timeZone: "Asia/Shanghai",
    onError,
    children,
  });
  return renderToStaticMarkup(page)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");
}
const shown = (locale: Locale, scheme: Scheme, part: FunctionComponent<{ scheme: Scheme }>): string =>
  textOf(locale, createElement(part, { scheme }));
const RAW = /undefined|NaN|null|\[object|conditions\.|words\.|officer\./;

test("every scheme's amounts, conditions and limits are shown in words, in both languages", () => {
  for (const scheme of schemeNames().map(readScheme)) {
    for (const locale of ["zh-CN", "en"] as const) {
      const text = [Amounts, Conditions, Limits].map((part) => shown(locale, scheme, part)).join(" ");
      expect(text, scheme.id).not.toMatch(RAW);
      for (const { nameZh, nameEn } of scheme.classes) expect(text).toContain(locale === "en" ? nameEn : nameZh);
      for (const { nameZh, nameEn } of scheme.conditions)
        if (nameZh && nameEn) expect(text).toContain((locale === "en" ? nameEn : nameZh).replaceAll("'", "&#x27;"));
    }
  }
});

test("tables by class, grant and fact are told apart", () => {
  const limits = (name: string) => shown("en", readScheme(name), Limits);
  expect(limits("changzhou")).toContain("Recruited from 2023-01-01 36 months");
  expect(limits("ningbo")).toContain("Master 60 months, Bachelor 30 months");
  expect(limits("ningbo")).toContain("3 grants");
  expect(limits("suzhou")).toContain("Works in AI or quantum technology Yes 36 months");
  const amounts = (name: string) => shown("en", readScheme(name), Amounts);
  expect(amounts("wuxi")).toContain("¥ 30,000 /year");
  expect(amounts("jiaxing")).toContain("¥ 20,000 /grant ¥ 15,000 /grant");
  expect(amounts("changzhou")).toContain("¥ 800 /month");
  expect(shown("en", readScheme("ningbo"), Conditions)).toContain("grant 1: at least 10 months");
});

test("a decision's reasons are shown in words, told or not, and those that ask nothing of the person are left out", () => {
  for (const scheme of schemeNames().map(readScheme)) {
    for (const facts of [schemePeople[scheme.id] ?? {}, {}, { ...schemePeople[scheme.id], degree: "doctor" }]) {
      const decided = assess(scheme, { month: MONTH, rentFen: 145000, facts, monthsUsed: {} });
      if (!decided.ok) throw new Error(decided.reason);
      for (const { reasons } of decided.parts) {
        const [zh, en] = (["zh-CN", "en"] as const).map((locale) =>
          textOf(locale, createElement(DecisionReasons, { reasons })),
        );
        expect(zh, scheme.id).not.toMatch(RAW);
        expect(en, scheme.id).not.toMatch(RAW);
        for (const { said, asked } of reasons)
          if (said) expect(zh?.includes(said.nameZh), `${scheme.id} ${said.nameZh}`).toBe(asked !== false);
      }
    }
  }
});
