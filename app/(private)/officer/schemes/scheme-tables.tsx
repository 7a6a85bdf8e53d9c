import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import { citation } from "#lib/subsidy/rules-values";
import type { ParameterValue, Scheme, SchemeParameter } from "#lib/subsidy/scheme";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { useConditionWords } from "#ui/decision-reasons";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { useValueText, useWordText } from "./scheme-value.ts";

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

const at = (value: ParameterValue, key: string): ParameterValue =>
  typeof value === "object" && !Array.isArray(value) ? (value[key] ?? 0) : value;

/** An amount with what it is for: a month, a year, one grant of several, or a share of the rent. */
function Amount({ of, unit }: { of: ParameterValue; unit: SchemeParameter["unit"] | undefined }) {
  const t = useTranslations("officer.schemes");
  if (unit === "percent-of-rent") return <span className="tabular">{t("percentOfRent", { percent: Number(of) })}</span>;
  const per = unit === "fen/person-year" ? t("perYear") : unit === "fen/grant" ? t("perGrant") : "month";
  const amounts = Array.isArray(of) ? of : [of];
  return (
    <span className="grid justify-items-end">
      {amounts.map((fen, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first, second … grant is what tells them apart
        <Money key={index} fen={Number(fen)} unit={per} />
      ))}
    </span>
  );
}

/** What each class gets of each part, by date of effect. */
export function Amounts({ scheme }: { scheme: Scheme }) {
  const t = useTranslations("officer.schemes");
  const english = useLocale() === "en";
  const rows = scheme.parts.flatMap((part) => {
    const parameter = scheme.parameters.find((one) => one.id === part.amount);
    return (parameter?.values ?? []).map((value) => ({ part, value, unit: parameter?.unit, by: parameter?.by }));
  });
  type Row = (typeof rows)[number];
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
          cell: ({ value, unit, by }: Row) => (
            <Amount of={by?.includes("class") ? at(value.value, one.id) : value.value} unit={unit} />
          ),
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
  const locale = useLocale();
  const valueText = useValueText(scheme);
  const wordText = useWordText(scheme);
  const partNames = new Map(scheme.parts.map((part) => [part.id, nameIn(locale, part)]));
  const rows = scheme.conditions.flatMap((condition) => {
    const parameter = scheme.parameters.find((one) => one.id === condition.required.parameter);
    return (parameter?.values ?? []).map((value) => ({ condition, value, unit: parameter?.unit, by: parameter?.by }));
  });
  const required = ({ condition, value, unit, by }: (typeof rows)[number]) => {
    const { code, operator, nameZh, nameEn } = condition;
    const said = nameZh && nameEn && unit ? { nameZh, nameEn, operator, unit } : undefined;
    return valueText({ by }, value.value, (one) => {
      if (condition.required.after)
        return condition.required.after === "graduatedOn"
          ? t("monthsAfter", { count: Number(one) })
          : t("monthCount", { count: Number(one) });
      if (typeof one !== "object") return says.required({ code, said, required: one });
      return Array.isArray(one) ? one.map((word) => wordText(String(word))).join(words("listSeparator")) : "";
    });
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
          cell: ({ condition: { code, nameZh, nameEn, operator } }) =>
            says.title({ code, said: nameZh && nameEn ? { nameZh, nameEn, operator, unit: "" } : undefined }),
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
