import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import type { ParameterValue, Scheme, SchemeParameter } from "#lib/subsidy/scheme";

/** A parameter's value in words: one value, or each of a table by class, grant or fact. */
export function useValueText(scheme: Scheme) {
  const t = useTranslations("officer.schemes");
  const words = useTranslations("words");
  const locale = useLocale();
  const separator = words("listSeparator");
  const keyName = (by: string, key: string): string => {
    const schemeClass = by === "class" ? scheme.classes.find((one) => one.id === key) : undefined;
    if (schemeClass) return nameIn(locale, schemeClass);
    const fact = scheme.facts.find((one) => one.id === by);
    if (key !== "yes" && key !== "no") return key;
    const answer = words(key);
    return fact ? `${nameIn(locale, fact)} ${answer}` : answer;
  };
  /** Says one value; `leaf` says what stands at the ends of the table. */
  return function valueText(
    { by = [] }: Pick<SchemeParameter, "by">,
    value: ParameterValue,
    leaf: (value: ParameterValue) => string,
  ): string {
    const [first, ...rest] = by;
    if (first === undefined || typeof value !== "object") return leaf(value);
    const inner = (one: ParameterValue) => valueText({ by: rest }, one, leaf);
    if (Array.isArray(value))
      return value.map((one, index) => t("grantNo", { number: index + 1, value: inner(one) })).join(separator);
    return Object.entries(value)
      .map(([key, one]) => `${keyName(first, key)} ${inner(one)}`)
      .join(separator);
  };
}

/** A word of a list: a class by its name, a choice of the common facts in the product's words. */
export function useWordText(scheme: Scheme) {
  const words = useTranslations("words");
  const locale = useLocale();
  return (word: string): string => {
    const schemeClass = scheme.classes.find((one) => one.id === word);
    if (schemeClass) return nameIn(locale, schemeClass);
    const text = textOf(words, `employerKinds.${word}`);
    return text === `employerKinds.${word}` ? word : text;
  };
}
