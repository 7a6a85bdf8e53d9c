import { useLocale, useTranslations } from "next-intl";
import type { Month } from "#lib/days";
import type { LinesAsk } from "#lib/desk/figures";
import { type Dimension, dimensions, type Figure, figuresIn, type Group, type Sums } from "#lib/desk/rules-figures";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { groupName } from "./group-names.ts";
import { linesHref } from "./lines-href.ts";
import { useGroupWords } from "./use-group-words.ts";

const usual = [
  "rent",
  "subsidy",
  "offset",
  "surplus",
  "kept",
  "drawn",
  "net",
  "paid",
  "open",
] as const satisfies Figure[];

/** Groups of a month's rows with their sums; every figure leads to its rows, split by what is not narrowed yet. */
export function GroupTable(props: {
  month: Month;
  by: Dimension;
  groups: readonly Group[];
  sums: Sums;
  ask?: LinesAsk;
}) {
  const { month, by, groups, sums, ask = {} } = props;
  const t = useTranslations("desk");
  const locale = useLocale();
  const words = useGroupWords();
  const shown = usual.filter((figure) => figuresIn(sums).includes(figure));
  const { by: _by, page: _page, ...kept } = ask;
  const href = (key: string | null, figure?: Figure) => {
    const narrowed = { ...kept, ...(key === null ? {} : { [by]: key }), ...(figure ? { figure } : {}) };
    const next = dimensions.find((one) => narrowed[one] === undefined && (key === null || one !== by));
    return linesHref(month, { ...narrowed, by: key === null ? by : (next ?? "people") });
  };
  const money = (fen: number) => <Money fen={fen} size="sm" />;
  return (
    <Table
      caption={t("month.by", { dimension: t(`by.${by}`) })}
      dense
      rows={groups}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "name",
          header: t(`by.${by}`),
          heading: true,
          cell: (row) => (
            <TextLink look="row" href={href(row.key)}>
              {groupName(locale, by, row.first, words)}
            </TextLink>
          ),
        },
        {
          key: "people",
          header: t("figures.people"),
          numeric: true,
          cell: (row) => (
            <TextLink look="row" href={linesHref(month, { ...kept, [by]: row.key, by: "people" })}>
              {row.sums.people}
            </TextLink>
          ),
        },
        ...shown.map((figure) => ({
          key: figure,
          header: t(`figures.${figure}`),
          numeric: true,
          cell: (row: Group) =>
            row.sums[figure] === 0 ? (
              money(0)
            ) : (
              <TextLink look="row" href={href(row.key, figure)}>
                {money(row.sums[figure])}
              </TextLink>
            ),
        })),
      ]}
      totals={{
        name: t("month.sum"),
        people: sums.people,
        ...Object.fromEntries(shown.map((figure) => [figure, money(sums[figure])])),
      }}
    />
  );
}
