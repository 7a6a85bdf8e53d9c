import { Search } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { dayAt } from "#lib/days";
import { yuanText } from "#lib/money";
import { checkFacts, factsAsked } from "#lib/subsidy/check";
import { toldIn } from "#lib/subsidy/told";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Select } from "#ui/select";
import { SubsidyAnswer } from "#ui/subsidy-answer";
import { localeIn, pageMetadata } from "../../_parts/page-metadata.ts";
import { FactFields } from "./fact-fields.tsx";

type Asked = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ locale: string }>; searchParams: Promise<Asked> };

/** Every answer is to what its own address says, so none is kept. */
export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale: localeIn(locale), namespace: "desk.check" });
  return pageMetadata(locale, { title: t("title"), description: t("lead") });
}

/** What anybody would get and why, from facts that tell nothing of who they are; nothing is kept. */
export default async function CheckPage({ params, searchParams }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("desk.check");
  const subsidy = await getTranslations("public.subsidy");
  const given = Object.fromEntries(
    Object.entries(await searchParams).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  );
  const now = new Date();
  const asked = await factsAsked(now).catch(() => null);
  const facts = toldIn(asked ?? [], given, dayAt(now));
  const answer = asked && (await checkFacts(facts, { month: given.month, roomTypeId: given.type }, now));
  const sent = Object.keys(given).length > 0;
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        breadcrumbs={[{ label: subsidy("title"), href: "/subsidy" }]}
        title={t("title")}
        lead={t("lead")}
      />
      {!asked || !answer?.ok ? (
        <EmptyState title={t("noValue")} />
      ) : (
        <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
          <form method="get" action="#answer" className="grid gap-5">
            <FactFields asked={asked} given={given} />
            <Select
              name="month"
              label={t("month")}
              defaultValue={answer.month}
              options={answer.months.map((month) => ({ value: month, label: `${written(locale, { month }).month}` }))}
            />
            <Select
              name="type"
              label={t("type")}
              defaultValue={answer.type.id}
              options={answer.types.map((type) => ({
                value: type.id,
                label: t("typeOption", { name: nameIn(locale, type), rent: yuanText(type.rentFen) }),
              }))}
            />
            <Button type="submit" icon={<Search aria-hidden size={18} />}>
              {t("submit")}
            </Button>
            <p className="text-muted text-sm">{t("privacy")}</p>
          </form>
          {sent ? <SubsidyAnswer answer={answer} advice={false} /> : <EmptyState title={t("before")} />}
        </div>
      )}
    </div>
  );
}
