import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { nameIn } from "#i18n/names";
import type { RoundType, RoundView } from "#lib/rounds/queries";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";

/** Room types with their counts, the terms of the round, and what the public checks the draw by. */
export async function Overview({ round }: { round: RoundView }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Types types={round.types} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Terms round={round} />
        <Proof round={round} />
      </div>
    </div>
  );
}

const sumOf = (types: readonly RoundType[], key: "units" | "firstChoices" | "openOffers" | "accepted") =>
  types.reduce((sum, type) => sum + type[key], 0);

async function Types({ types }: { types: RoundType[] }) {
  const t = await getTranslations("operator.rounds.types");
  const locale = await getLocale();
  if (types.length === 0) return null;
  const ratio = (type: RoundType) => (type.units === 0 ? "–" : `${(type.firstChoices / type.units).toFixed(1)} : 1`);
  return (
    <Table
      caption={t("title")}
      rows={types}
      rowKey={(type) => type.id}
      columns={[
        { key: "type", header: t("type"), heading: true, cell: (type) => nameIn(locale, type) },
        { key: "rent", header: t("rent"), numeric: true, cell: (type) => <Money fen={type.rentFen} /> },
        { key: "units", header: t("units"), numeric: true, cell: (type) => type.units },
        { key: "first", header: t("firstChoices"), numeric: true, cell: (type) => type.firstChoices },
        { key: "ratio", header: t("ratio"), numeric: true, cell: ratio },
        { key: "wishes", header: t("wishes"), numeric: true, cell: (type) => type.wishes },
        { key: "open", header: t("openOffers"), numeric: true, cell: (type) => type.openOffers },
        { key: "accepted", header: t("accepted"), numeric: true, cell: (type) => type.accepted },
      ]}
      totals={{
        type: t("total"),
        units: sumOf(types, "units"),
        first: sumOf(types, "firstChoices"),
        open: sumOf(types, "openOffers"),
        accepted: sumOf(types, "accepted"),
      }}
    />
  );
}

async function Terms({ round }: { round: RoundView }) {
  const t = await getTranslations("operator.rounds.facts");
  return (
    <Section title={t("title")}>
      <SummaryList
        items={[
          { label: t("code"), value: round.code },
          { label: t("opens"), value: <Instant at={round.opensAt} /> },
          { label: t("closes"), value: <Instant at={round.closesAt} /> },
          { label: t("moveIn"), value: <Day on={round.moveInOn} /> },
          { label: t("offerHours"), value: t("hoursValue", { hours: round.offerHours }) },
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
  return (
    <Section title={t("title")} lead={t("lead")}>
      <SummaryList
        items={[
          { label: t("rules"), value: <Copied>{round.rules}</Copied> },
          { label: t("commitment"), value: <Copied>{round.commitment}</Copied> },
          { label: t("sources"), value: <Sources round={round} /> },
          { label: t("fallback"), value: round.randomnessFallback },
          { label: t("rosterHash"), value: round.rosterHash ? <Copied>{round.rosterHash}</Copied> : later },
          { label: t("rosterCount"), value: round.rosterCount ?? later },
          { label: t("randomness"), value: draw ? <Copied>{draw.randomness}</Copied> : later },
          { label: t("code"), value: draw ? <Copied>{draw.code}</Copied> : later },
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
