import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import type { publicRound } from "#lib/rounds/public";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";

type Round = NonNullable<Awaited<ReturnType<typeof publicRound>>>;

/** What can be had: each category with its rent, its places and how many of them are kept first for whom. */
export function RoundCategories({ round }: { round: Round }) {
  const t = useTranslations("public.round");
  const words = useTranslations("words");
  const locale = useLocale();
  return (
    <Table
      caption={t("unitsTitle")}
      captionHidden
      columns={[
        { key: "type", header: t("type"), heading: true, cell: (row) => categoryNameIn(locale, row) },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} unit="month" /> },
        { key: "count", header: t("count"), numeric: true, cell: (row) => row.places },
        {
          key: "reserves",
          header: t("reserves"),
          wideOnly: true,
          cell: (row) =>
            row.reserves
              .map(({ class: name, places }) => t("reserve", { class: textOf(words, `classes.${name}`), places }))
              .join(words("listSeparator")) || "–",
        },
      ]}
      rows={round.categories}
      rowKey={(row) => row.id}
      totals={{ type: t("total"), count: round.categories.reduce((sum, { places }) => sum + places, 0) }}
    />
  );
}

/** How places are given, in plain words: announced before anybody applied. */
export function RoundRules({ round }: { round: Round }) {
  const t = useTranslations("public.round.rules");
  const { terms, mechanism } = round;
  const { choosing } = terms;
  return (
    <SummaryList
      items={[
        { label: t("mechanism"), value: t(`mechanisms.${mechanism}`) },
        {
          label: t("order"),
          value: t(`orders.${terms.tiers ? "tiers" : "noTiers"}${terms.points.length > 0 ? "Points" : ""}`),
        },
        { label: t("groups"), value: t("groupsText", { most: terms.largestGroup }) },
        ...(mechanism === "choice"
          ? [
              { label: t("ownOrders"), value: t("ownOrdersText") },
              { label: t("floors"), value: t("floorsText") },
            ]
          : []),
        ...(choosing
          ? [
              {
                label: t("choosing"),
                value: t("choosingText", {
                  day: choosing.startsOn,
                  from: choosing.fromHour,
                  to: choosing.toHour,
                  minutes: choosing.turnMinutes,
                  size: choosing.turnSize,
                  hold: choosing.holdMinutes,
                }),
              },
              { label: t("missed"), value: t(`missedRules.${choosing.missed}`) },
            ]
          : []),
        {
          label: t("notices"),
          value: t("noticesText", {
            roster: terms.rosterNoticeDays,
            results: terms.resultsNoticeDays,
            contact: terms.objectionContact,
          }),
        },
        ...(mechanism === "exchange"
          ? [{ label: t("moveOn"), value: <Day on={round.moveInOn} /> }]
          : [
              { label: t("moveIn"), value: <Day on={round.moveInOn} /> },
              { label: t("refusals"), value: t("refusalsText", { hours: round.offerHours, count: terms.refusalsOut }) },
              {
                label: t("waitlist"),
                value: round.waitlistUntil ? (
                  <>
                    {t("waitlistUntil")} <Instant at={round.waitlistUntil} />
                  </>
                ) : (
                  t("waitlistText", { months: terms.waitlistMonths })
                ),
              },
            ]),
      ]}
    />
  );
}
