import { ExternalLink, ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { isLocale } from "#i18n/locales";
import { nameIn } from "#i18n/names";
import type { Day as DayOn } from "#lib/days";
import { publicComplex } from "#lib/inventory/public";
import { schemesOf } from "#lib/subsidy/rules-plan";
import type { Scheme } from "#lib/subsidy/scheme";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { textLinkClass } from "#ui/text-link";
import { schemesNow } from "../_parts/net-rents.ts";
import { localeIn, pageMetadata } from "../_parts/page-metadata.ts";
import { AmountsTable, ConditionsList } from "../_parts/scheme-parts.tsx";

type Props = { params: Promise<{ locale: string }> };

export const revalidate = 60;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({ locale: localeIn(locale), namespace: "public.subsidy" });
  return pageMetadata(locale, { title: t("title"), description: t("lead") });
}

export default async function SubsidyPage({ params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("public.subsidy");
  const check = await getTranslations("desk.check");
  const complex = await publicComplex();
  if (!complex) {
    return (
      <div className="page-width">
        <PageHeader look="public" title={t("title")} />
        <EmptyState title={t("none")} />
      </div>
    );
  }
  const at = await schemesNow();
  const schemes = schemesOf(at.plan);
  const together = schemes.map((scheme) => nameIn(locale, scheme)).join(t("and"));
  return (
    <div className="page-width">
      <PageHeader
        look="public"
        title={t("title")}
        eyebrow={together}
        lead={t("lead")}
        actions={
          <ButtonLink href="/subsidy/check" icon={<ListChecks aria-hidden size={18} />}>
            {check("link")}
          </ButtonLink>
        }
      />
      {schemes.map((scheme) => (
        <OneScheme key={scheme.id} scheme={scheme} today={at.today} locale={locale} named={schemes.length > 1} />
      ))}
    </div>
  );
}

type One = { scheme: Scheme; today: DayOn; locale: string; named: boolean };

/** A scheme's amounts, conditions and documents; where there are several, each says whose they are. */
async function OneScheme({ scheme, today, locale, named }: One) {
  const t = await getTranslations("public.subsidy");
  const titled = (title: string) => (named ? `${nameIn(locale, scheme)} · ${title}` : title);
  return (
    <>
      <Section look="public" title={titled(t("amountsTitle"))} lead={t("amountsLead")}>
        <AmountsTable at={{ scheme, today }} locale={locale} />
        <p className="max-w-prose text-muted text-sm">
          {t(scheme.surplus === "carried" ? "surplusCarried" : "surplus")}
        </p>
      </Section>
      <Section look="public" title={titled(t("conditionsTitle"))} lead={t("conditionsLead")}>
        <ConditionsList at={{ scheme, today }} locale={locale} />
      </Section>
      <Section look="public" title={titled(t("sourceTitle"))} lead={t("sourceLead")}>
        {scheme.documents.map((document) => (
          <SummaryList
            key={document.id}
            items={[
              {
                label: t("document"),
                value: (
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                    <a href={document.url} rel="noreferrer" className={textLinkClass({ look: "small" })}>
                      {document.document}
                      <ExternalLink aria-hidden size={16} />
                    </a>
                    <Badge tone={document.verified ? "green" : "amber"}>
                      {document.verified ? t("verified") : t("unverified")}
                    </Badge>
                  </span>
                ),
              },
              { label: t("issuedOn"), value: document.issuedOn ? <Day on={document.issuedOn} /> : t("unverified") },
              { label: t("readIn"), value: document.readIn },
              { label: t("version"), value: scheme.version },
            ]}
          />
        ))}
        <p className="max-w-prose text-muted text-sm">{t("notDecision")}</p>
      </Section>
    </>
  );
}
