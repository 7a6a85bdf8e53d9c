import type { Metadata } from "next";
import { defaultLocale, isLocale, type Locale } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";

/** The language of a public address; its first part may be anything. */
export const localeIn = (text: string): Locale => (isLocale(text) ? text : defaultLocale);

/** Title and description of a public page, also for those who share its address. */
export function pageMetadata(locale: string, page: { title: string; description: string }): Metadata {
  const { brand } = messagesOf(localeIn(locale)).ui;
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
