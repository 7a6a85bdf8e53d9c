import { useTranslations } from "next-intl";

export function useGroupWords() {
  const t = useTranslations("desk");
  return {
    sequence: (sequence: number) => t("sequence", { sequence }),
    noDecision: t("noDecision"),
    noClass: t("noClass"),
  };
}
