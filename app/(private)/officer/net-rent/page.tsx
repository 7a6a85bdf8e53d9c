import { FileSpreadsheet, Search } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { isMonth } from "#lib/days";
import { billedMonths } from "#lib/desk/figures";
import { type NetRents, netRents } from "#lib/desk/net-rent";
import { NONE } from "#lib/desk/rules-figures";
import { type NetRentGroup, SMALLEST_GROUP, type Spread } from "#lib/desk/rules-net-rent";
import { yuanText } from "#lib/money";
import { BoxPlot } from "#ui/box-plot";
import { Button, ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { linesHref } from "../_parts/lines-href.ts";

const marks = ["low", "q1", "median", "q3", "high", "mean"] as const;

export default page("figures.view", async ({ actor, search }) => {
  const t = await getTranslations("desk.netRent");
  const months = await billedMonths(actor);
  const month = search.month && isMonth(search.month) ? search.month : months[0];
  const rents = month ? await netRents(actor, month) : null;
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {!month || !rents?.all ? (
        <EmptyState title={t("none")} />
      ) : (
        <>
          <form method="get" className="flex flex-wrap items-end gap-3 pb-4" data-print="hide">
            <div className="w-44">
              <Select
                name="month"
                label={t("month")}
                defaultValue={month}
                options={months.map((one) => ({ value: one, label: one }))}
              />
            </div>
            <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
              {t("show")}
            </Button>
          </form>
          {!rents.inBooks && <Notice tone="amber">{t("expected")}</Notice>}
          <All spread={rents.all} month={month} />
          <Groups rents={rents} />
          <Trend rents={rents} />
          <Section title={t("outside")} lead={t("outsideLead", { least: SMALLEST_GROUP })}>
            <ButtonLink
              href={`/officer/net-rent/export?month=${month}`}
              plain
              tone="quiet"
              icon={<FileSpreadsheet aria-hidden size={18} />}
            >
              {t("export")}
            </ButtonLink>
          </Section>
        </>
      )}
    </>
  );
});

async function All({ spread, month }: { spread: Spread; month: string }) {
  const t = await getTranslations("desk.netRent");
  return (
    <Section title={t("all")}>
      <KeyFigures
        figures={[
          { label: t("people"), value: spread.people, href: linesHref(month, { figure: "rent", by: "people" }) },
          ...([...marks, "rentMean"] as const).map((mark) => ({
            label: t(mark),
            value: <Money fen={spread[`${mark}Fen`]} size="lg" />,
          })),
        ]}
      />
    </Section>
  );
}

async function Groups({ rents }: { rents: NetRents }) {
  const t = await getTranslations("desk.netRent");
  const words = await getTranslations("desk");
  const locale = await getLocale();
  const className = (group: Pick<NetRentGroup, "class">) =>
    group.class ? nameIn(locale, group.class) : words("noClass");
  const boxes = rents.groups.map((group) => ({
    id: `${group.class?.id ?? NONE} ${group.type.id}`,
    label: `${className(group)} · ${nameIn(locale, group.type)}`,
    low: group.spread.lowFen,
    q1: group.spread.q1Fen,
    median: group.spread.medianFen,
    q3: group.spread.q3Fen,
    high: group.spread.highFen,
  }));
  return (
    <Section title={t("table")}>
      <div className="order-2 sm:order-1">
        <BoxPlot label={t("picture")} boxes={boxes} scale={(fen) => `¥${yuanText(Math.round(fen / 100) * 100)}`} />
      </div>
      <div className="order-1 sm:order-2">
        <Table
          caption={t("table")}
          captionHidden
          dense
          rows={rents.groups}
          rowKey={(row) => `${row.class?.id ?? NONE} ${row.type.id}`}
          columns={[
            { key: "class", header: t("class"), heading: true, cell: className },
            { key: "type", header: t("type"), cell: (row) => nameIn(locale, row.type) },
            {
              key: "people",
              header: t("people"),
              numeric: true,
              cell: (row) => (
                <TextLink
                  look="row"
                  href={linesHref(rents.month, {
                    class: row.class?.id ?? NONE,
                    type: row.type.id,
                    figure: "rent",
                    by: "people",
                  })}
                >
                  {row.spread.people}
                </TextLink>
              ),
            },
            ...(["rentMean", ...marks] as const).map((mark) => ({
              key: mark,
              header: t(mark),
              numeric: true,
              cell: (row: NetRentGroup) => <Money fen={row.spread[`${mark}Fen`]} size="sm" />,
            })),
          ]}
        />
      </div>
    </Section>
  );
}

async function Trend({ rents }: { rents: NetRents }) {
  const t = await getTranslations("desk.netRent");
  const words = await getTranslations("desk");
  const locale = await getLocale();
  return (
    <Section title={t("trend")} lead={t("trendLead")}>
      <Table
        caption={t("trend")}
        captionHidden
        dense
        rows={rents.trend}
        rowKey={(row) => row.class?.id ?? NONE}
        columns={[
          {
            key: "class",
            header: t("class"),
            heading: true,
            cell: (row) => (row.class ? nameIn(locale, row.class) : words("noClass")),
          },
          ...rents.months.map((month) => ({
            key: month,
            header: <MonthText month={month} />,
            numeric: true,
            cell: (row: NetRents["trend"][number]) => {
              const spread = row.months[month];
              return spread ? <Money fen={spread.medianFen} size="sm" /> : "—";
            },
          })),
        ]}
      />
    </Section>
  );
}
