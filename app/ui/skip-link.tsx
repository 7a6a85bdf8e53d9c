import { useTranslations } from "next-intl";

/** The id of the main landmark of every shell. */
export const mainId = "main";

export function SkipLink() {
  const t = useTranslations("ui");
  return (
    <a
      href={`#${mainId}`}
      className="sr-only z-50 rounded-md bg-green-700 px-4 py-3 text-on-fill focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      {t("skipToContent")}
    </a>
  );
}
