import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { isDay } from "#lib/days";
import { yuanText } from "#lib/money";
import type { Reason, ReasonValue } from "#lib/subsidy/rules";
import { BEST_OF } from "#lib/subsidy/rules-exclusions";
import { Day } from "#ui/day";
import { ReasonList } from "#ui/reason-list";

/** Every condition that one part asks of this person in words, those not met first, with what is known, what is asked and the clause. */
export function DecisionReasons({ reasons, advice = true }: { reasons: readonly Reason[]; advice?: boolean }) {
  const words = useConditionWords();
  const rank = (reason: Reason) => (reason.passed ? 2 : reason.actual === null ? 1 : 0);
  const shown = reasons.filter(({ asked }) => asked !== false).sort((a, b) => rank(a) - rank(b));
  return (
    <ReasonList
      reasons={shown.map((reason) => ({
        id: `${reason.part}:${reason.code}`,
        state: reason.passed ? "passed" : reason.actual === null ? "unknown" : "failed",
        title: words.title(reason),
        actual: words.actual(reason),
        required: words.required(reason),
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
  /** Numbers with their unit: amounts in yuan, ages in years, everything else is counted in months. */
  const counted = ({ code, said }: Pick<Reason, "code" | "said">, value: number): string => {
    if (code === BEST_OF || said?.unit === "fen") return `¥${yuanText(value)}`;
    if (said?.unit === "number") return String(value);
    return code === "age-limit" || said?.unit === "years"
      ? t("years", { count: value })
      : t("months", { count: value });
  };
  return {
    /** A scheme's own name for a condition, or the product's words for its code. */
    title: ({ code, said }: Pick<Reason, "code" | "said">): string =>
      said ? nameIn(locale, said) : textOf(t, `conditions.${code}.title`),
    actual: (reason: Reason): ReactNode => {
      const { code, actual } = reason;
      if (typeof actual === "string" && isDay(actual)) return <Day on={actual} look="numeric" />;
      return typeof actual === "number" ? counted(reason, actual) : plain(code, actual);
    },
    required: (reason: Pick<Reason, "code" | "said" | "required">): string => {
      const { code, said, required } = reason;
      if (required === null) return t("outsideEveryPeriod");
      if (!said && code !== BEST_OF) return textOf(t, `conditions.${code}.required`, { value: plain(code, required) });
      const value = typeof required === "number" ? counted(reason, required) : plain(code, required);
      return t(`asks.${said?.operator ?? "is"}`, { value });
    },
    /** What the person can do about a condition that is not met. */
    advice: ({ code, passed, actual, said }: Reason): string | undefined => {
      if (passed) return undefined;
      if (actual === null) return t("notToldTodo");
      return said ? undefined : textOf(t, `conditions.${code}.todo`);
    },
  };
}
