export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

/** Chinese is the source; English is complete. */
export const defaultLocale: Locale = "zh-CN";

/** The cookie in which a reader's choice of language is kept. */
export const localeCookie = "locale";

export const isLocale = (text: string | undefined): text is Locale => locales.some((locale) => locale === text);
