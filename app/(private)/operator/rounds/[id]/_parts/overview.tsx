import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import type { RoundCategory, RoundView } from "#lib/rounds/queries";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";

/** Categories with their counts, the terms of the round, and what the public checks the draw by. */
export async function Overview({ round }: { round: RoundView }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Categories categories={round.categories} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Terms round={round} />
        <Proof round={round} />
      </div>
    </div>
  );
}

const sumOf = (rows: readonly RoundCategory[], key: "places" | "firstChoices" | "openOffers" | "accepted") =>
  rows.reduce((sum, row) => sum + row[key], 0);

async function Categories({ categories }: { categories: RoundCategory[] }) {
  const t = await getTranslations("operator.rounds.types");
  const words = await getTranslations("words");
  const locale = await getLocale();
  if (categories.length === 0) return null;
  const ratio = (row: RoundCategory) => (row.places === 0 ? "–" : `${(row.firstChoices / row.places).toFixed(1)} : 1`);
  const reserves = (row: RoundCategory) =>
    [
      ...row.reserves.map(({ class: name, places }) =>
        t("reserve", { class: textOf(words, `classes.${name}`), places }),
      ),
      ...(row.own ? [t("first", { count: row.own.listed })] : []),
    ].join(words("listSeparator"));
  return (
    <Table
      dense
      caption={t("title")}
      rows={categories}
      rowKey={(row) => row.id}
      columns={[
        { key: "type", header: t("type"), heading: true, cell: (row) => categoryNameIn(locale, row) },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} /> },
        { key: "places", header: t("places"), numeric: true, cell: (row) => row.places },
        { key: "reserves", header: t("reserves"), cell: (row) => reserves(row) || "–" },
        { key: "first", header: t("firstChoices"), numeric: true, cell: (row) => row.firstChoices },
        { key: "ratio", header: t("ratio"), numeric: true, cell: ratio },
        { key: "wishes", header: t("wishes"), numeric: true, cell: (row) => row.wishes },
        { key: "open", header: t("openOffers"), numeric: true, cell: (row) => row.openOffers },
        { key: "accepted", header: t("accepted"), numeric: true, cell: (row) => row.accepted },
      ]}
      totals={{
        type: t("total"),
        places: sumOf(categories, "places"),
        first: sumOf(categories, "firstChoices"),
        open: sumOf(categories, "openOffers"),
        accepted: sumOf(categories, "accepted"),
      }}
    />
  );
}

async function Terms({ round }: { round: RoundView }) {
  const t = await getTranslations("operator.rounds.facts");
  const { terms } = round;
  const { choosing } = terms;
  return (
    <Section title={t("title")}>
      <SummaryList
        items={[
          { label: t("code"), value: round.code },
          { label: t("mechanism"), value: t(`mechanisms.${round.mechanism}`) },
          { label: t("opens"), value: <Instant at={round.opensAt} /> },
          { label: t("closes"), value: <Instant at={round.closesAt} /> },
          {
            label: t("notices"),
            value: t("noticesValue", { roster: terms.rosterNoticeDays, results: terms.resultsNoticeDays }),
          },
          { label: t(round.mechanism === "exchange" ? "moveOn" : "moveIn"), value: <Day on={round.moveInOn} /> },
          {
            label: t("order"),
            value: t(`orders.${terms.tiers ? "tiers" : "noTiers"}${terms.points.length ? "Points" : ""}`),
          },
          { label: t("groups"), value: t("groupsValue", { most: terms.largestGroup }) },
          { label: t("offerHours"), value: t("hoursValue", { hours: round.offerHours }) },
          { label: t("refusals"), value: t("refusalsValue", { count: terms.refusalsOut }) },
          {
            label: t("waitlist"),
            value: round.waitlistUntil ? (
              <Instant at={round.waitlistUntil} />
            ) : (
              t("waitlistValue", { months: terms.waitlistMonths })
            ),
          },
          { label: t("contact"), value: terms.objectionContact },
          ...(choosing
            ? [
                {
                  label: t("choosing"),
                  value: t("choosingValue", {
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
        ]}
      />
    </Section>
  );
}

/** Long values to select and copy, broken anywhere. */
const Copied = ({ children }: { children: ReactNode }) => (
  <code className="tabular block select-all break-all text-sm">{children}</code>
);

async function Proof({ round }: { round: RoundView }) {
  const t = await getTranslations("operator.rounds.proof");
  const later = <span className="text-muted">{t("notYet")}</span>;
  const { draw } = round;
  const copied = (text: string | null | undefined) => (text ? <Copied>{text}</Copied> : later);
  return (
    <Section title={t("title")} lead={t("lead")}>
      <SummaryList
        items={[
          { label: t("rules"), value: <Copied>{round.rules}</Copied> },
          { label: t("commitment"), value: <Copied>{round.commitment}</Copied> },
          { label: t("sources"), value: <Sources round={round} /> },
          { label: t("fallback"), value: round.randomnessFallback },
          { label: t("rosterHash"), value: copied(round.rosterHash) },
          { label: t("rosterCount"), value: round.rosterCount ?? later },
          ...(round.mechanism === "choice" ? [{ label: t("unitsHash"), value: copied(round.unitsHash) }] : []),
          { label: t("randomness"), value: copied(draw?.randomness) },
          { label: t("code"), value: copied(draw?.code) },
          ...(draw && draw.runNo > 1
            ? [{ label: t("run"), value: t("runValue", { no: draw.runNo, reason: draw.reason ?? "" }) }]
            : []),
        ]}
      />
    </Section>
  );
}

async function Sources({ round }: { round: RoundView }) {
  const t = await getTranslations("operator.rounds.proof");
  return (
    <ol className="grid gap-2">
      {round.randomnessSources.map(({ name, issue, kind, count, from, to }) => (
        <li key={name}>
          <p>
            {name} <span className="text-muted">{issue}</span>
          </p>
          <p className="text-muted text-sm">
            {t(kind === "set" ? "sourceSet" : "sourceSequence", { count, from, to })}
          </p>
        </li>
      ))}
    </ol>
  );
}
