import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { isMonth } from "#lib/days";
import { monthFlow } from "#lib/desk/flow";
import { dimensions } from "#lib/desk/rules-figures";
import type { Flow, FlowNode } from "#lib/desk/rules-flow";
import { NotFound } from "#lib/errors";
import { yuanText } from "#lib/money";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Sankey } from "#ui/sankey";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { linesHref } from "../../../_parts/lines-href.ts";

export default page<{ month: string }>("figures.view", async ({ actor, params }) => {
  if (!isMonth(params.month)) throw new NotFound();
  const t = await getTranslations("desk");
  const locale = await getLocale();
  const flow = await monthFlow(actor, params.month);
  const { month } = flow;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[
          { label: t("months.title"), href: "/officer/months" },
          { label: t("month.title", written(locale, { month })), href: `/officer/months/${month}` },
        ]}
        title={t("flow.title", written(locale, { month }))}
        lead={t("flow.lead")}
      />
      {!flow.inBooks && <Notice tone="amber">{t("month.waiting")}</Notice>}
      <Section title={t("flow.support")} lead={t("flow.supportLead")}>
        {flow.support.links.length === 0 ? (
          <EmptyState title={t("flow.none")} />
        ) : (
          <Picture month={month} flow={flow.support} title={t("flow.support")} />
        )}
      </Section>
      <Section title={t("flow.rent")} lead={t("flow.rentLead")}>
        <Picture month={month} flow={flow.rent} title={t("flow.rent")} />
      </Section>
    </>
  );
});

/** The picture with its table; on phones the table comes first. */
async function Picture({ month, flow, title }: { month: string; flow: Flow; title: string }) {
  const t = await getTranslations("desk.flow");
  const locale = await getLocale();
  const words = (id: string) => t(`word.${id.slice("word:".length)}` as "word.offset");
  const name = (node: FlowNode) => (node.name ? nameIn(locale, node.name) : words(node.id));
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  const named = (id: string) => {
    const node = byId.get(id);
    return node ? name(node) : id;
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="order-2 sm:order-1">
        <Sankey
          label={t("picture", { title, count: flow.links.length })}
          nodes={flow.nodes.map((node) => ({
            id: node.id,
            label: name(node),
            amount: `¥${yuanText(node.fen).replace(/\B(?=(\d{3})+(?!\d))/g, ",")}`,
            column: node.column,
          }))}
          links={flow.links.map((link) => ({ from: link.from, to: link.to, value: link.fen }))}
        />
      </div>
      <div className="order-1 sm:order-2">
        <Table
          caption={title}
          captionHidden
          dense
          rows={flow.links}
          rowKey={(row) => `${row.from} ${row.to}`}
          columns={[
            { key: "from", header: t("from"), heading: true, cell: (row) => named(row.from) },
            { key: "to", header: t("to"), cell: (row) => named(row.to) },
            {
              key: "amount",
              header: t("amount"),
              numeric: true,
              cell: (row) => {
                const href = hrefOf(month, row.from, row.to);
                const amount = <Money fen={row.fen} size="sm" />;
                return href ? (
                  <TextLink look="row" href={href}>
                    {amount}
                  </TextLink>
                ) : (
                  amount
                );
              },
            },
            {
              key: "share",
              header: t("share"),
              numeric: true,
              cell: (row) => `${((100 * row.fen) / (byId.get(row.from)?.fen ?? row.fen)).toFixed(1)}%`,
            },
          ]}
        />
      </div>
    </div>
  );
}

/** The rows behind a band, where rows of single people make it up. */
function hrefOf(month: string, from: string, to: string): string | null {
  const part = from.startsWith("part:") ? from.slice(5) : to.startsWith("part:") ? to.slice(5) : undefined;
  const its = from.startsWith("class:") ? from.slice(6) : to.startsWith("class:") ? to.slice(6) : undefined;
  if (part) return linesHref(month, { part, class: its, by: its ? dimensions[2] : "class" });
  const figure = {
    "word:offset": "offset",
    "word:paidOut": "surplus",
    "word:kept": "kept",
    "word:drawn": "drawn",
  } as const;
  const met = [from, to].find((one): one is keyof typeof figure => one in figure);
  if (its && met) return linesHref(month, { class: its, figure: figure[met], by: "type" });
  const billed = {
    "word:netted": "netted",
    "word:paid": "paid",
    "word:rent": "rent",
    "word:other": "other",
    "word:open": "open",
    "word:expected": "expected",
    "word:credit": "credit",
  } as const;
  const word = [from, to].find((one): one is keyof typeof billed => one in billed);
  return word ? linesHref(month, { figure: billed[word], by: "class" }) : null;
}
