import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Figures } from "#lib/lab/figures";
import { type PersonFigures, standings } from "#lib/lab/people";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { Money } from "#ui/money";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { useDegree } from "./figure-tables.tsx";
import { Difference, useSideNames } from "./figures.tsx";

/** People with what they would get before and after, over all the months. */
export function PeopleTable(props: { caption: string; rows: readonly PersonFigures[]; sides: [string, string] }) {
  const { caption, rows, sides } = props;
  const t = useTranslations("lab.figures");
  const degreeOf = useDegree();
  return (
    <Table
      caption={caption}
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.personId}
      empty={<EmptyState title={t("none")} />}
      columns={[
        {
          key: "name",
          header: t("name"),
          heading: true,
          cell: (row) => <span className="whitespace-nowrap">{row.personName}</span>,
        },
        { key: "room", header: t("room"), numeric: true, cell: (row) => row.room },
        { key: "degree", header: t("degree"), cell: (row) => degreeOf(row.degree) },
        {
          key: "before",
          header: sides[0],
          numeric: true,
          short: false,
          cell: (row) => <Money fen={row.beforeFen} size="sm" />,
        },
        {
          key: "after",
          header: sides[1],
          numeric: true,
          short: false,
          cell: (row) => <Money fen={row.afterFen} size="sm" />,
        },
        {
          key: "difference",
          header: t("difference"),
          numeric: true,
          cell: (row) => <Difference fen={row.differenceFen} size="sm" />,
        },
      ]}
    />
  );
}

type Asked = Record<string, string | undefined>;

/** All people by whether they gain, lose or stay, in pages; `asked` is what the address asks besides. */
export function PeopleList(props: { figures: Figures; own?: boolean; path: string; asked: Asked }) {
  const { figures, own, path, asked } = props;
  const t = useTranslations("lab.figures");
  const sides = useSideNames(figures, own);
  const { list, gains, losses, same, months } = figures;
  const counts = { gains: gains.people, loses: losses.people, same };
  const href = (change: Asked) => {
    const query = Object.entries({ ...asked, who: list.who, q: list.q, ...change });
    return `${path}?${new URLSearchParams(query.filter((entry): entry is [string, string] => Boolean(entry[1])))}#people`;
  };
  return (
    <Section
      id="people"
      title={t("list")}
      lead={t("listLead", { count: months.length })}
      actions={
        <form method="get" action={path} className="flex items-end gap-2">
          {Object.entries({ ...asked, who: list.who }).map(
            ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
          )}
          <TextField name="q" type="search" label={t("find")} defaultValue={list.q} width="md" />
          <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
            {t("search")}
          </Button>
        </form>
      }
    >
      <TabsNav
        label={t("list")}
        tabs={standings.map((who) => ({
          href: href({ who, page: undefined }),
          label: t(who),
          count: counts[who],
          current: who === list.who,
        }))}
      />
      <PeopleTable caption={t("list")} rows={list.rows} sides={sides} />
      <Pagination page={list.page} pages={list.pages} href={(page) => href({ page: String(page) })} />
    </Section>
  );
}
