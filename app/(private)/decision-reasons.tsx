import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import { isDay } from "#lib/days";
import type { Reason, ReasonValue } from "#lib/subsidy/rules";
import { Day } from "#ui/day";
import { ReasonList } from "#ui/reason-list";

/** Every condition of one part in words, those not met first, with what is known, what is asked and the clause. */
export function DecisionReasons({ reasons, advice = true }: { reasons: readonly Reason[]; advice?: boolean }) {
  const t = useTranslations("words");
  const words = useConditionWords();
  const rank = (reason: Reason) => (reason.passed ? 2 : reason.actual === null ? 1 : 0);
  const shown = [...reasons].sort((a, b) => rank(a) - rank(b));
  return (
    <ReasonList
      reasons={shown.map((reason) => ({
        id: `${reason.part}:${reason.code}`,
        state: reason.passed ? "passed" : reason.actual === null ? "unknown" : "failed",
        title: textOf(t, `conditions.${reason.code}.title`),
        actual: words.actual(reason),
        required: words.required(reason.code, reason.required),
        reference: reason.reference || undefined,
        advice: advice ? words.advice(reason) : undefined,
      }))}
    />
  );
}

/** How a condition's values are said: days as days, codes as words, numbers with their unit. */
export function useConditionWords() {
  const t = useTranslations("words");
  const locale = useLocale();
  const coded = (code: string): string => {
    for (const group of ["degrees", "skills", "employerKinds"]) {
      const text = textOf(t, `${group}.${code}`);
      if (text !== `${group}.${code}`) return text;
    }
    return code;
  };
  const yesNo = (code: string, value: boolean): string => {
    const key = `conditions.${code}.${value ? "yes" : "no"}`;
    const text = textOf(t, key);
    if (text !== key) return text;
    return value ? t("yes") : t("no");
  };
  const plain = (code: string, value: ReasonValue): string => {
    if (value === null) return t("notTold");
    if (typeof value === "boolean") return yesNo(code, value);
    if (typeof value === "string") return isDay(value) ? `${written(locale, { on: value }).on}` : coded(value);
    return typeof value === "number" ? String(value) : value.map(coded).join(t("listSeparator"));
  };
  return {
    actual: ({ code, actual }: Reason): ReactNode => {
      if (typeof actual === "string" && isDay(actual)) return <Day on={actual} look="numeric" />;
      if (typeof actual !== "number") return plain(code, actual);
      return code === "age-limit" ? t("years", { count: actual }) : t("months", { count: actual });
    },
    required: (code: string, required: ReasonValue): string =>
      required === null
        ? t("outsideEveryPeriod")
        : textOf(t, `conditions.${code}.required`, { value: plain(code, required) }),
    /** What the person can do about a condition that is not met. */
    advice: ({ code, passed, actual }: Reason): string | undefined => {
      if (passed) return undefined;
      return actual === null ? t("notToldTodo") : textOf(t, `conditions.${code}.todo`);
    },
  };
}
