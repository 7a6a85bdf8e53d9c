import { setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { PageHeader } from "#ui/page-header";

export default async function HomePage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params;
  if (isLocale(locale)) setRequestLocale(locale);
  return (
    <div className="page-width">
      <PageHeader look="public" title="拾壹梧桐" />
    </div>
  );
}
