import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import type { DraftPage } from "#lib/lab/queries";
import type { ConditionView, ParameterView } from "#lib/lab/rules-view";
import { useConditionWords } from "#ui/decision-reasons";
import { useWordText } from "../../schemes/scheme-value.ts";

/** How the values of a draft are called: by the part that they pay, or the condition that asks for them. */
export function useDraftNames(draft: DraftPage) {
  const t = useTranslations("lab.draft");
  const words = useTranslations("words");
  const locale = useLocale();
  const says = useConditionWords();
  const { scheme } = draft.base;
  const wordText = useWordText(scheme);

  const conditionName = ({ code, nameZh, nameEn, operator }: ConditionView): string =>
    says.title({ code, said: nameZh && nameEn ? { nameZh, nameEn, operator, unit: "" } : undefined });

  const parameterNames = new Map<string, string>();
  for (const part of draft.view.parts)
    for (const { role, parameter } of part.amounts)
      parameterNames.set(parameter.id, `${nameIn(locale, part)} · ${t(`roles.${role}`)}`);
  for (const condition of draft.view.conditions)
    if (condition.parameter) parameterNames.set(condition.parameter.id, conditionName(condition));

  function keyName(by: string, key: string): string {
    if (by === "grant") return t("grant", { number: Number(key) + 1 });
    if (by === "class") return wordText(key);
    const fact = scheme.facts.find((one) => one.id === by);
    const answer = key === "yes" || key === "no" ? words(key) : wordText(key);
    return fact ? `${nameIn(locale, fact)} ${answer}` : answer;
  }

  return {
    condition: conditionName,
    parameter: ({ id }: Pick<ParameterView, "id">): string => parameterNames.get(id) ?? id,
    /** A place in a table: 硕士, 第 2 次. */
    place: ({ by = [] }: Pick<ParameterView, "by">, path: readonly string[]): string =>
      path.map((key, at) => keyName(by[at] ?? "", key)).join(" · "),
    word: wordText,
    /** 元/月, 个月; nothing where the value stands for itself. */
    unit: ({ unit }: Pick<ParameterView, "unit">): string => {
      const key = `units.${unit}`;
      const text = textOf(t, key);
      return text === key ? "" : text;
    },
  };
}
