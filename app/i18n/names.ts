/** The name of a row in the reader's language; data carries both. */
export const nameIn = (locale: string, row: { nameZh: string; nameEn: string }): string =>
  locale === "en" ? row.nameEn : row.nameZh;
