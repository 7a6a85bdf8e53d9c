import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { BrokenInvariant } from "#lib/errors";
import { myLease } from "#lib/leases/queries";
import { yuanText } from "#lib/money";
import { type EntitlementPreview, entitlementPreview, expectedRents } from "#lib/people/preview";
import { profileFor } from "#lib/people/queries";
import { myCarried } from "#lib/subsidy/carried-queries";
import type { Reason } from "#lib/subsidy/rules";
import { myTimeline } from "#lib/subsidy/timeline";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { DecisionReasons } from "#ui/decision-reasons";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { textLinkClass } from "#ui/text-link";
import { myPage } from "../my-page.ts";
import { NetRentRow } from "../net-rent-row.tsx";
import { monthText, netOf } from "../texts.ts";
import { Monthly } from "./monthly.tsx";

const EXAMPLE = "single";

export default myPage("entitlement.view", async ({ actor }) => {
  const lease = await myLease(actor);
  const rent = lease && lease.status !== "ended" ? { rentFen: lease.rentNowFen } : { roomTypeId: EXAMPLE };
  const preview = await entitlementPreview(actor, actor.personId, rent);
  const rents = await expectedRents(actor, actor.personId);
  if (!preview.ok || !rents.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  const carriedFen = await myCarried(actor);
  const { complete } = await profileFor(actor, actor.personId);
  const t = await getTranslations("my.subsidy");
  const check = await getTranslations("desk.check");
  const locale = await getLocale();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        title={t("title")}
        lead={t("lead", { scheme: preview.schemes.map((one) => nameIn(locale, one)).join(t("and")) })}
      />
      <When preview={preview} complete={complete} />
      {carriedFen > 0 && (
        <p className="pt-4">
          {t("carried")} <Money fen={carriedFen} />
        </p>
      )}
      {lease && <Monthly months={await myTimeline(actor)} />}
      <Section
        title={t("expectedTitle")}
        lead={t(complete || preview.expected.subsidyFen > 0 ? "expectedLead" : "expectedLeadUnknown")}
      >
        <ul className="divide-y divide-line border-line border-y">
          {rents.rents.map((one) => (
            <NetRentRow key={one.roomTypeId} name={nameIn(locale, one)} net={netOf(one.expected, one.rentFen)} />
          ))}
        </ul>
      </Section>
      <ButtonLink href="/my/subsidy/check" tone="link">
        {check("mineLink")}
      </ButtonLink>
      <Section title={t("amounts")}>
        <Parts preview={preview} />
      </Section>
      {groupsOf(preview).map(({ part, reasons }) => (
        <Section
          key={part?.id ?? "all"}
          title={part ? t("onlyPart", { name: nameIn(locale, part) }) : t("bothParts")}
          lead={t("conditionsLead", { month: monthText(locale, preview.month) })}
        >
          <DecisionReasons reasons={reasons} />
        </Section>
      ))}
      <Section title={t("documents")}>
        <ul className="grid gap-1">
          {preview.schemes
            .flatMap((one) => one.documents)
            .map(({ id, document, url }) => (
              <li key={id}>
                <a href={url} rel="noreferrer" className={textLinkClass({ look: "touch" })}>
                  {document}
                </a>
              </li>
            ))}
        </ul>
        <p className="text-muted text-sm">{t("unverified")}</p>
      </Section>
    </div>
  );
});

type Part = EntitlementPreview["parts"][number];

/** Conditions that every part asks for once, then what single parts ask for besides. */
function groupsOf({ schemes, parts, current }: EntitlementPreview): { part: Part | null; reasons: Reason[] }[] {
  const [first, ...others] = current.parts;
  if (!first) return [];
  // The same condition of two schemes has two clauses, so only one scheme's are told once.
  const shared = (code: string) =>
    schemes.length === 1 && others.every((part) => part.reasons.some((reason) => reason.code === code));
  const inAll = first.reasons.filter((reason) => shared(reason.code));
  const alone = current.parts.map((assessed) => ({
    part: parts.find((part) => part.id === assessed.part) ?? null,
    reasons: assessed.reasons.filter((reason) => !inAll.some((one) => one.code === reason.code)),
  }));
  return [{ part: null, reasons: inAll }, ...alone].filter((group) => group.reasons.length > 0);
}

/** Each part with the amount of the person's class, how it is granted and whether its conditions are met. */
async function Parts({ preview }: { preview: EntitlementPreview }) {
  const t = await getTranslations("my.subsidy");
  const locale = await getLocale();
  return (
    <ul className="divide-y divide-line border-line border-y">
      {preview.current.parts.map(({ part, amountFen, eligible }) => {
        const about = preview.parts.find((one) => one.id === part);
        if (!about) return null;
        const name = nameIn(locale, about);
        return (
          <li key={part} className="flex items-center justify-between gap-4 py-3">
            <div>
              <h3 className="font-medium">{amountFen > 0 ? t("part", { name, amount: yuanText(amountFen) }) : name}</h3>
              <p className="text-muted text-sm">
                {about.granted === "automatic" ? t("partAutomatic") : t("partOnApplication")}
              </p>
            </div>
            <Badge tone={eligible ? "green" : "amber"}>{eligible ? t("partOk") : t("partNot")}</Badge>
          </li>
        );
      })}
    </ul>
  );
}

/** From which month the expected amount can be counted on, or why not. */
async function When({ preview, complete }: { preview: EntitlementPreview; complete: boolean }) {
  const t = await getTranslations("my.subsidy");
  const locale = await getLocale();
  const reasons = preview.current.parts.flatMap((part) => part.reasons);
  const insuredUnknown = reasons.some((one) => one.code === "insured-from-seventh-month" && one.actual === null);
  const text = () => {
    if (preview.expected.subsidyFen === 0) return t(complete ? "fromNever" : "fromIncomplete");
    if (preview.expectedFrom === null) return insuredUnknown ? t("fromUnknown") : t("fromNever");
    return preview.expectedFrom > preview.month
      ? t("fromMonth", { month: monthText(locale, preview.expectedFrom) })
      : t("fromNow");
  };
  return (
    <Notice
      tone={preview.expected.subsidyFen > 0 ? "green" : "amber"}
      action={
        complete ? undefined : (
          <ButtonLink href="/my/profile" tone="quiet">
            {t("fill")}
          </ButtonLink>
        )
      }
    >
      {text()}
    </Notice>
  );
}
