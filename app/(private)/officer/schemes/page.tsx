import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import type { Scheme } from "#lib/subsidy/scheme";
import { schemeList } from "#lib/subsidy/scheme-list";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { textLinkClass } from "#ui/text-link";
import { Limits } from "./scheme-limits.tsx";
import { Amounts, Conditions } from "./scheme-tables.tsx";

export default page("settlement.list", async ({ actor }) => {
  const t = await getTranslations("officer.schemes");
  const english = (await getLocale()) === "en";
  const schemes = await schemeList(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {schemes.map(({ scheme, inForce }) => (
        <div key={scheme.id} className="grid grid-cols-[minmax(0,1fr)]">
          <Section
            title={english ? scheme.nameEn : scheme.nameZh}
            lead={t(inForce ? "versionInForce" : "version", { version: scheme.version })}
          >
            <Documents scheme={scheme} />
          </Section>
          <Section title={t("amounts")} lead={t("amountsLead")}>
            <Amounts scheme={scheme} />
          </Section>
          <Section title={t("conditions")} lead={t("conditionsLead")}>
            <Conditions scheme={scheme} />
          </Section>
          <Section title={t("months")} lead={t("monthsLead")}>
            <Limits scheme={scheme} />
          </Section>
        </div>
      ))}
    </>
  );
});

async function Documents({ scheme }: { scheme: Scheme }) {
  const t = await getTranslations("officer.schemes");
  return (
    <SummaryList
      items={scheme.documents.map((document) => ({
        label: t("document"),
        value: (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <a className={textLinkClass()} href={document.url} rel="noreferrer">
              {document.document}
            </a>
            {document.issuedOn && <Day on={document.issuedOn} />}
            <Badge tone={document.verified ? "green" : "amber"}>
              {document.verified ? t("verified") : t("unverified")}
            </Badge>
          </span>
        ),
      }))}
    />
  );
}
