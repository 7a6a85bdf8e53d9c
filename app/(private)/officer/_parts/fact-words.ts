import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";

/** A register's field and what is kept of it as text, in the reader's words. */
export function useFactWords() {
  const fields = useTranslations("desk.registers.fields");
  const t = useTranslations("desk.registers");
  const words = useTranslations("words");
  const locale = useLocale();
  return {
    field: (field: string): string => textOf(fields, field),
    value: (value: string | null): string => {
      if (value === null) return t("unset");
      if (value === "true" || value === "false") return value === "true" ? words("yes") : words("no");
      const degree = textOf(words, `degrees.${value}`);
      return degree === `degrees.${value}` ? `${written(locale, { on: value }).on}` : degree;
    },
  };
}
