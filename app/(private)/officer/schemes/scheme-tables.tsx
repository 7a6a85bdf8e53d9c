import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { citation } from "#lib/subsidy/rules-conditions";
import type { Scheme, SchemeParameter } from "#lib/subsidy/scheme";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { useConditionWords } from "../../decision-reasons.tsx";

type Value = SchemeParameter["values"][number];

/** From when until when a value holds. */
function Period({ value }: { value: Value }) {
  const t = useTranslations("officer.schemes");
  return (
    <span className="whitespace-nowrap">
      <Day on={value.from} look="numeric" /> – {value.to ? <Day on={value.to} look="numeric" /> : t("open")}
    </span>
  );
}

function Source({ scheme, value }: { scheme: Scheme; value: Value }) {
  const t = useTranslations("officer.schemes");
  return (
    <span className="text-sm">
      {citation(scheme, value.source)}{" "}
      <Badge tone={value.source.verified ? "green" : "amber"}>
        {value.source.verified ? t("verified") : t("unverified")}
      </Badge>
    </span>
  );
}

/** What each class gets of each part, by date of effect. */
export function Amounts({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("officer.schemes");
  const english = useLocale() === "en";
  const rows = scheme.parts.flatMap((part) => {
    const parameter = scheme.parameters.find((one) => one.id === part.amount);
    return (parameter?.values ?? []).map((value) => ({ part, value }));
  });
  type Row = (typeof rows)[number];
  const amount = ({ value }: Row, id: string) => {
    const table = value.value;
    return typeof table === "object" && !Array.isArray(table) ? (table[id] ?? 0) : 0;
  };
  return (
    <Table
      caption={t("amounts")}
      captionHidden
      rows={rows}
      rowKey={(row) => `${row.part.id} ${row.value.from}`}
      columns={[
        { key: "part", header: t("part"), heading: true, cell: ({ part }) => (english ? part.nameEn : part.nameZh) },
        ...scheme.classes.map((one) => ({
          key: one.id,
          header: english ? one.nameEn : one.nameZh,
          numeric: true,
          cell: (row: Row) => <Money fen={amount(row, one.id)} unit="month" />,
        })),
        { key: "period", header: t("period"), cell: (row) => <Period value={row.value} /> },
        { key: "source", header: t("source"), cell: (row) => <Source scheme={scheme} value={row.value} /> },
      ]}
    />
  );
}

/** Every condition with what it asks, of which parts, since when and by which clause. */
export function Conditions({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("officer.schemes");
  const words = useTranslations("words");
  const says = useConditionWords();
  const english = useLocale() === "en";
  const partNames = new Map(scheme.parts.map((part) => [part.id, english ? part.nameEn : part.nameZh]));
  const rows = scheme.conditions.flatMap((condition) => {
    const parameter = scheme.parameters.find((one) => one.id === condition.required.parameter);
    return (parameter?.values ?? []).map((value) => ({ condition, value }));
  });
  const required = ({ condition, value }: (typeof rows)[number]) => {
    if (condition.required.after) return t("monthsAfter", { count: Number(value.value) });
    const asked = value.value;
    return says.required(condition.code, typeof asked === "object" && !Array.isArray(asked) ? null : asked);
  };
  return (
    <Table
      caption={t("conditions")}
      captionHidden
      rows={rows}
      rowKey={(row) => `${row.condition.code} ${row.value.from}`}
      columns={[
        {
          key: "condition",
          header: t("condition"),
          heading: true,
          cell: ({ condition }) => textOf(words, `conditions.${condition.code}.title`),
        },
        {
          key: "parts",
          header: t("part"),
          cell: ({ condition }) =>
            condition.parts.map((part) => partNames.get(part) ?? part).join(words("listSeparator")),
        },
        { key: "required", header: t("required"), cell: required },
        { key: "period", header: t("period"), cell: (row) => <Period value={row.value} /> },
        { key: "source", header: t("source"), cell: (row) => <Source scheme={scheme} value={row.value} /> },
      ]}
    />
  );
}
