import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { MonthLines } from "#lib/desk/figures";
import { figureOf, figuresIn, type MonthRow, partFen } from "#lib/desk/rules-figures";
import { Money } from "#ui/money";
import { type Column, Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

const usual = ["rent", "subsidy", "offset", "surplus", "kept", "drawn", "net", "paid", "open"] as const;

/** One line a tenant: to the person's own page, and to the decision with every reason. */
export function PeopleLines({ lines, part }: { lines: MonthLines; part?: string }) {
  const t = useTranslations("desk");
  const locale = useLocale();
  const shown = usual.filter((figure) => figuresIn(lines.sums).includes(figure));
  const named = lines.parts.find((one) => one.ref === part);
  const columns: Column<MonthRow>[] = [
    { key: "room", header: t("lines.room"), cell: (row) => `${row.building.no}-${row.roomNo}` },
    {
      key: "person",
      header: t("lines.person"),
      heading: true,
      cell: (row) => (
        <TextLink look="row" href={`/officer/people/${row.personId}`}>
          {row.personName}
        </TextLink>
      ),
    },
    {
      key: "class",
      header: t("lines.class"),
      cell: (row) => (row.decision?.class ? nameIn(locale, row.decision.class) : t("noClass")),
    },
    ...(part && named
      ? [
          {
            key: "part",
            header: nameIn(locale, named.part),
            numeric: true,
            cell: (row: MonthRow) => <Money fen={partFen(row, part)} size="sm" />,
          },
        ]
      : []),
    ...shown.map((figure) => ({
      key: figure,
      header: t(`figures.${figure}`),
      numeric: true,
      cell: (row: MonthRow) => <Money fen={figureOf(row, figure)} size="sm" />,
    })),
    {
      key: "decision",
      header: t("lines.decision"),
      cell: ({ decision, personName }) =>
        decision ? (
          <TextLink look="row" href={`/officer/settlements/${decision.settlementId}/${decision.offsetId}`}>
            {t("lines.explain")}
            <span className="sr-only"> {personName}</span>
          </TextLink>
        ) : (
          t("noDecision")
        ),
    },
  ];
  const sum = (fen: number) => <Money fen={fen} size="sm" />;
  return (
    <Table
      caption={t("lines.found", { count: lines.found })}
      dense
      rows={lines.rows}
      rowKey={(row) => row.billId}
      columns={columns}
      totals={{
        room: t("lines.sumOf"),
        ...(lines.partFen === null ? {} : { part: sum(lines.partFen) }),
        ...Object.fromEntries(shown.map((figure) => [figure, sum(lines.sums[figure])])),
      }}
    />
  );
}
