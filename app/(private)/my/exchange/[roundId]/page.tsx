import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { type ExchangeView, exchangeFor } from "#lib/exchange/queries";
import { ButtonLink } from "#ui/button";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Done } from "../../../done.tsx";
import { myPage } from "../../my-page.ts";
import { dayText, instantText } from "../../texts.ts";
import { chooseHref } from "../draft.ts";
import { placeNames } from "../place-text.ts";
import { Application } from "./application.tsx";
import { Result } from "./result.tsx";

export default myPage<{ roundId: string }>("exchange.view", async ({ actor, params, search }) => {
  const view = await exchangeFor(actor, params.roundId);
  const { round, application, result, open } = view;
  const t = await getTranslations("exchange");
  const locale = await getLocale();
  const standing = application !== null && application.status !== "withdrawn";
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        title={nameIn(locale, round)}
        eyebrow={open ? t("closes", { date: instantText(locale, round.closesAt) }) : t("closed")}
        lead={t("moveOn", { date: dayText(locale, round.moveInOn) })}
        breadcrumbs={[{ label: t("title"), href: "/my/exchange" }]}
      />
      <Done texts="exchange" notice={search.notice} />
      {result && <Result result={result} />}
      {application && <Application application={application} roundId={round.id} open={open} />}
      {!result && <HomeNow view={view} />}
      {!standing && !result && <Begin view={view} />}
      <Section title={t("how.title")}>
        <ol className="grid list-decimal gap-2 pl-5">
          {(["list", "turn", "keep", "bind"] as const).map((step) => (
            <li key={step}>{t(`how.${step}`)}</li>
          ))}
        </ol>
      </Section>
    </div>
  );
});

async function HomeNow({ view: { home } }: { view: ExchangeView }) {
  const t = await getTranslations("exchange");
  const locale = await getLocale();
  const words = await getTranslations("words");
  const { room, type } = await placeNames();
  if (!home) return null;
  return (
    <Section title={t("home.title")}>
      <SummaryList
        items={[
          { label: t("home.place"), value: `${room(home)} · ${type(home)} · ${home.areaM2} ㎡` },
          { label: t("home.rent"), value: <Money fen={home.rentFen} unit="month" /> },
          {
            label: t(home.size > 1 ? "home.netTogether" : "home.net"),
            value: <Money fen={home.netFen} unit="month" />,
          },
          { label: t("home.until"), value: dayText(locale, home.endsOn) },
          ...(home.size > 1
            ? [{ label: t("home.tenants"), value: home.tenants.map(({ name }) => name).join(words("listSeparator")) }]
            : []),
        ]}
      />
    </Section>
  );
}

/** The way into the list, or why there is none. */
async function Begin({ view: { round, possible, application } }: { view: ExchangeView }) {
  const t = await getTranslations("exchange");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  if (!possible.ok)
    return (
      <Notice tone="amber" title={t("notPossible")}>
        {textOf(refusals, possible.reason, written(locale, possible.values))}
      </Notice>
    );
  const before = application?.choices.map(({ id }) => id) ?? [];
  return (
    <ButtonLink href={chooseHref(round.id, { places: before, max: "" })} size="lg" wide>
      {t("choose.go")}
    </ButtonLink>
  );
}
