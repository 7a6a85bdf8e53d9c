import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import type { Figures } from "#lib/lab/figures";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { Difference } from "./figures.tsx";

type Given = { figures: Figures; sides: [string, string] };

/** What each month costs on either side. */
export function MonthCosts({ figures, sides: [before, after] }: Given) {
  const t = useTranslations("lab.figures");
  const most = Math.max(1, ...figures.months.map((row) => Math.max(row.beforeFen, row.afterFen)));
  return (
    <Section title={t("months")}>
      <Table
        caption={t("months")}
        captionHidden
        dense
        rows={figures.months}
        rowKey={(row) => row.month}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
          {
            key: "before",
            header: before,
            numeric: true,
            short: false,
            cell: (row) => <Cost fen={row.beforeFen} share={row.beforeFen / most} people={row.beforePeople} />,
          },
          {
            key: "after",
            header: after,
            numeric: true,
            short: false,
            cell: (row) => <Cost fen={row.afterFen} share={row.afterFen / most} people={row.afterPeople} strong />,
          },
          {
            key: "difference",
            header: t("difference"),
            numeric: true,
            cell: (row) => <Difference fen={row.afterFen - row.beforeFen} size="sm" />,
          },
        ]}
      />
    </Section>
  );
}

/** A sum with a bar of its length and the number of people behind it. */
function Cost({ fen, share, people, strong }: { fen: number; share: number; people: number; strong?: boolean }) {
  const t = useTranslations("lab.figures");
  return (
    <span className="inline-grid max-w-full justify-items-end gap-0.5">
      <span className="flex flex-wrap items-baseline justify-end gap-x-2">
        <span className="text-muted text-xs">{t("people", { count: people })}</span>
        <Money fen={fen} size="sm" />
      </span>
      {/* SVG, since pages allow no inline styles. */}
      <svg aria-hidden="true" height="4" className="block w-20 rounded-full sm:w-28">
        <rect width="100%" height="4" className="fill-sunken" />
        <rect
          x={`${100 - Math.round(share * 100)}%`}
          width={`${Math.round(share * 100)}%`}
          height="4"
          className={strong ? "fill-green-700" : "fill-grey-700"}
        />
      </svg>
    </span>
  );
}

/** What people of each degree pay on average in each type of room. */
export function NetRents({ figures, sides: [before, after] }: Given) {
  const t = useTranslations("lab.figures");
  const locale = useLocale();
  const degreeOf = useDegree();
  const types = new Map(figures.types.map((type) => [type.id, nameIn(locale, type)]));
  return (
    <Section title={t("net")} lead={t.rich("netLead", { month: () => <MonthText month={figures.net.month} /> })}>
      <Table
        caption={t("net")}
        captionHidden
        dense
        rows={figures.net.rows}
        rowKey={(row) => `${row.degree} ${row.roomTypeId}`}
        columns={[
          { key: "degree", header: t("degree"), heading: true, cell: (row) => degreeOf(row.degree) },
          { key: "type", header: t("type"), cell: (row) => types.get(row.roomTypeId) ?? row.roomTypeId },
          { key: "count", header: t("count"), numeric: true, cell: (row) => row.people },
          {
            key: "before",
            header: before,
            numeric: true,
            short: false,
            cell: (row) => <Money fen={row.beforeFen} size="sm" />,
          },
          {
            key: "after",
            header: after,
            numeric: true,
            short: false,
            cell: (row) => <Money fen={row.afterFen} size="sm" />,
          },
          {
            key: "difference",
            header: t("difference"),
            numeric: true,
            cell: (row) => <Difference fen={row.afterFen - row.beforeFen} size="sm" />,
          },
        ]}
      />
    </Section>
  );
}

/** A degree or skill in words. */
export function useDegree(): (degree: string | null) => string {
  const t = useTranslations("lab.figures");
  const words = useTranslations("words");
  return (degree) => {
    if (degree === null) return t("noDegree");
    const text = textOf(words, `degrees.${degree}`);
    return text === `degrees.${degree}` ? textOf(words, `skills.${degree}`) : text;
  };
}
