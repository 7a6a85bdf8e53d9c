import type { Metadata } from "next";
import { isLocale } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";

/** Title and description of a public page, also for those who share its address. */
export function pageMetadata(locale: string, page: { title: string; description: string }): Metadata {
  const { brand } = messagesOf(isLocale(locale) ? locale : "zh-CN").ui;
  return {
    title: page.title,
    description: page.description,
    openGraph: {
      type: "website",
      siteName: brand.title,
      title: page.title,
      description: page.description,
      locale: locale === "en" ? "en_GB" : "zh_CN",
    },
  };
}
