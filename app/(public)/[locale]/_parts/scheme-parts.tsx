import { useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { type Day, monthOf } from "#lib/days";
import { netRentTable } from "#lib/subsidy/rules";
import { citation, parameterOf, valueOn } from "#lib/subsidy/rules-values";
import type { Scheme, SchemeCondition } from "#lib/subsidy/scheme";
import { Money } from "#ui/money";
import { Table } from "#ui/table";

/** One scheme as it stands on a day in the city. */
type SchemeNow = { scheme: Scheme; today: Day };

/** Amounts by class and part, and their sum, as the scheme has them today. */
export function AmountsTable({ at: { scheme, today }, locale }: { at: SchemeNow; locale: string }) {
  const t = useTranslations("public.subsidy");
  const table = netRentTable(scheme, 0, monthOf(today));
  const rows = table.ok ? table.rows : [];
  return (
    <Table
      caption={t("amountsTitle")}
      captionHidden
      rows={rows}
      rowKey={(row) => row.class}
      columns={[
        { key: "class", header: t("class"), heading: true, cell: (row) => nameIn(locale, row) },
        ...scheme.parts.map((part) => ({
          key: part.id,
          header: nameIn(locale, part),
          numeric: true,
          cell: (row: (typeof rows)[number]) => (
            <Money fen={row.parts.find((candidate) => candidate.part === part.id)?.amountFen ?? 0} unit="month" />
          ),
        })),
        {
          key: "sum",
          header: t("together"),
          numeric: true,
          cell: (row) => <Money fen={row.parts.reduce((sum, { amountFen }) => sum + amountFen, 0)} unit="month" />,
        },
      ]}
    />
  );
}

/** Every condition in words, with what it is asked for, the number it names, and where that stands. */
export function ConditionsList({ at, locale }: { at: SchemeNow; locale: string }) {
  const t = useTranslations("public.subsidy");
  const { scheme } = at;
  return (
    <ul className="divide-y divide-line border-line border-y">
      {scheme.conditions.map((condition) => {
        const value = valueOn(parameterOf(scheme, condition.required.parameter), at.today);
        const parts = scheme.parts.filter(({ id }) => condition.parts.includes(id));
        const everyPart = parts.length === scheme.parts.length;
        return (
          <li
            key={condition.code}
            className="grid gap-x-8 gap-y-1 py-4 lg:grid-cols-[minmax(0,1fr)_9rem_minmax(0,18rem)]"
          >
            <p>
              {condition.nameZh && condition.nameEn
                ? nameIn(locale, { nameZh: condition.nameZh, nameEn: condition.nameEn })
                : textOf(t, `conditions.${condition.code}`, written(locale, requiredWords(at, condition)))}
            </p>
            <p className="text-muted text-sm">
              {everyPart ? t("everyPart") : parts.map((part) => nameIn(locale, part)).join(t("joined"))}
            </p>
            <p className="text-muted text-sm">{value ? citation(scheme, value.source) : ""}</p>
          </li>
        );
      })}
    </ul>
  );
}

/** The number or day a condition compares with; months by recruitment day come as both values. */
function requiredWords({ scheme, today }: SchemeNow, condition: SchemeCondition): Record<string, string | number> {
  const parameter = parameterOf(scheme, condition.required.parameter);
  const values = parameter.values.map(({ value }) => (typeof value === "number" ? value : 0));
  const now = valueOn(parameter, today)?.value;
  return {
    value: typeof now === "number" || typeof now === "string" ? now : "",
    before: values[0] ?? 0,
    since: parameter.values.at(-1)?.from ?? "",
  };
}
