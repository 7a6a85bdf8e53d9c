"use client";

import { Languages } from "lucide-react";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { publicPath } from "#i18n/public-path";

/** The same page in the other language; a plain link, so that it works without scripts. */
export function LanguageLink() {
  const locale = useLocale();
  const t = useTranslations("ui.language");
  const path = publicPath(usePathname());
  const to = locale === "en" ? "zh-CN" : "en";
  const target = (back: string) => `/language?to=${to}&back=${encodeURIComponent(back)}`;
  return (
    <a
      href={target(path)}
      hrefLang={to}
      lang={to}
      onClick={(event) => {
        // Filters in the query are only known here: reading them while rendering would make prerendered pages dynamic.
        event.currentTarget.href = target(path + window.location.search);
      }}
      className="inline-flex min-h-11 items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-sm hover:text-green-700"
    >
      <Languages aria-hidden size={16} />
      {t("other")}
    </a>
  );
}
