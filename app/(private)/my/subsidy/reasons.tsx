import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { isDay } from "#lib/days";
import type { Reason as Decided, ReasonValue } from "#lib/subsidy/rules";
import { ReasonList } from "#ui/reason-list";
import { dayText } from "../texts.ts";

/** Each condition with what was told, what is asked, where it is written and what can be done about it. */
export async function Reasons({ reasons }: { reasons: readonly Decided[] }) {
  const t = await getTranslations("my.subsidy");
  const titles = await getTranslations("my.subsidy.conditionsOf");
  const advice = await getTranslations("my.subsidy.advice");
  const value = await valueTexts();
  return (
    <ReasonList
      reasons={reasons.map((reason) => {
        const state = reason.passed ? "passed" : reason.actual === null ? "unknown" : "failed";
        const known = advice.has(reason.code as never);
        return {
          id: reason.code,
          state,
          title: textOf(titles, reason.code),
          actual: reason.actual === null ? t("values.unknown") : value.actual(reason),
          required: value.required(reason),
          reference: reason.reference,
          advice:
            state === "unknown" ? advice("unknown") : state === "failed" && known ? textOf(advice, reason.code) : null,
        };
      })}
    />
  );
}

/** The unit that a condition's numbers are in, and how its requirement reads. */
const ASKED: Record<string, "atLeastMonths" | "atMostYears" | "lessThanMonths" | "notBefore" | "notAfter"> = {
  "age-limit": "atMostYears",
  "insured-from-seventh-month": "atLeastMonths",
  "insured-unbroken": "atLeastMonths",
  "months-left": "lessThanMonths",
  "recruited-since": "notBefore",
  "recruited-within": "notAfter",
};

async function valueTexts() {
  const t = await getTranslations("my.subsidy.values");
  const words = await getTranslations("words");
  const locale = await getLocale();
  const word = (text: string): string => {
    for (const group of ["degrees", "skills", "employerKinds"] as const) {
      if (words.has(`${group}.${text}` as never)) return textOf(words, `${group}.${text}`);
    }
    return isDay(text) ? dayText(locale, text) : text;
  };
  const plain = (code: string, value: ReasonValue): string | null => {
    if (value === null) return null;
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number")
      return ASKED[code] === "atMostYears" ? t("years", { count: value }) : t("months", { count: value });
    return typeof value === "string" ? word(value) : value.map(word).join(locale === "en" ? ", " : "、");
  };
  return {
    actual: ({ code, actual }: Decided) => plain(code, actual),
    required: ({ code, required }: Decided) => {
      const asked = ASKED[code];
      if (asked === "notBefore" || asked === "notAfter") {
        return typeof required === "string" ? t(asked, { day: word(required) }) : plain(code, required);
      }
      return asked && typeof required === "number" ? t(asked, { count: required }) : plain(code, required);
    },
  };
}
