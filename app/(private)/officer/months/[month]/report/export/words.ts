import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { type Fen, yuanExact } from "#lib/money";

/** An amount as papers write it: `1,234,567.00`. */
export const yuan = (fen: Fen): string => yuanExact(fen).replace(/\B(?=(\d{3})+(?=\.))/g, ",");
export const signed = (fen: Fen): string => (fen > 0 ? `+${yuan(fen)}` : yuan(fen));

export async function reportWords() {
  const locale = await getLocale();
  return {
    locale,
    t: await getTranslations("desk.report"),
    desk: await getTranslations("desk"),
    status: await getTranslations("words.settlementStatus"),
    name: (named: { nameZh: string; nameEn: string } | null) => (named ? nameIn(locale, named) : null),
  };
}
export type ReportWords = Awaited<ReturnType<typeof reportWords>>;
