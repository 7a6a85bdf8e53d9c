import { X } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { isMonth } from "#lib/days";
import { exceptions } from "#lib/desk/changes";
import { type LinesAsk, type MonthLines, monthLines } from "#lib/desk/figures";
import { dimensions, figures } from "#lib/desk/rules-figures";
import { NotFound } from "#lib/errors";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { TabsNav } from "#ui/tabs-nav";
import { groupName } from "../../../_parts/group-names.ts";
import { GroupTable } from "../../../_parts/group-table.tsx";
import { linesHref } from "../../../_parts/lines-href.ts";
import { PeopleLines } from "./people-lines.tsx";

/** What the address asks for; what it cannot mean is left out. */
function askOf(search: Record<string, string | undefined>): LinesAsk {
  const key = (text: string | undefined) => (text && /^[\w./-]{1,80}$/.test(text) ? text : undefined);
  return {
    batch: key(search.batch),
    class: key(search.class),
    type: key(search.type),
    building: key(search.building),
    part: key(search.part),
    figure: figures.find((one) => one === search.figure),
    change: exceptions.find((one) => one === search.change),
    granted: search.granted === "1" ? true : undefined,
    by: [...dimensions, "people" as const].find((one) => one === search.by),
    page: Number(search.page) || undefined,
  };
}

export default page<{ month: string }>("figures.view", async ({ actor, params, search }) => {
  if (!isMonth(params.month)) throw new NotFound();
  const t = await getTranslations("desk");
  const locale = await getLocale();
  const ask = askOf(search);
  const lines = await monthLines(actor, params.month, ask);
  const { month, by } = lines;
  const { page: _page, ...kept } = ask;
  const shown = { ...kept, by };
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[
          { label: t("months.title"), href: "/officer/months" },
          { label: t("month.title", written(locale, { month })), href: `/officer/months/${month}` },
        ]}
        title={t("lines.title", written(locale, { month }))}
        lead={ask.figure ? t("lines.only", { figure: t(`figures.${ask.figure}`) }) : undefined}
      />
      <Chips lines={lines} ask={shown} />
      <Sum lines={lines} ask={ask} />
      <Section title={t("lines.view")}>
        <TabsNav
          label={t("lines.view")}
          tabs={[...dimensions, "people" as const]
            .filter((one) => one === "people" || ask[one] === undefined)
            .map((one) => ({
              href: linesHref(month, { ...kept, by: one }),
              label: t(`by.${one}`),
              current: one === by,
            }))}
        />
        {lines.found === 0 ? (
          <EmptyState title={t("lines.none")} />
        ) : by === "people" ? (
          <>
            <PeopleLines lines={lines} part={ask.part} />
            <Pagination page={lines.page} pages={lines.pages} href={(at) => linesHref(month, { ...shown, page: at })} />
          </>
        ) : (
          <GroupTable month={month} by={by} groups={lines.groups} sums={lines.sums} ask={ask} />
        )}
      </Section>
    </>
  );
});

/** What the rows are narrowed to; each can be taken away. */
async function Chips({ lines, ask }: { lines: MonthLines; ask: LinesAsk }) {
  const t = await getTranslations("desk");
  const locale = await getLocale();
  const words = {
    sequence: (sequence: number) => t("sequence", { sequence }),
    noDecision: t("noDecision"),
    noClass: t("noClass"),
  };
  const part = lines.parts.find((one) => one.ref === ask.part);
  const chips = [
    ...dimensions.flatMap((one) => {
      const row = lines.named[one];
      return row ? [{ key: one, text: `${t(`by.${one}`)} · ${groupName(locale, one, row, words)}` }] : [];
    }),
    ...(part ? [{ key: "part" as const, text: nameIn(locale, part.part) }] : []),
    ...(ask.figure ? [{ key: "figure" as const, text: t(`figures.${ask.figure}`) }] : []),
    ...(ask.change ? [{ key: "change" as const, text: t(`lines.change.${ask.change}`) }] : []),
    ...(ask.granted ? [{ key: "granted" as const, text: t("figures.granted") }] : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2 pb-4" data-print="hide">
      {chips.map(({ key, text }) => (
        <li key={key}>
          <Link
            href={linesHref(lines.month, { ...ask, [key]: undefined })}
            className="inline-flex min-h-11 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-4 text-sm hover:border-green-700 hover:text-green-700 sm:min-h-8 sm:px-3"
          >
            {text}
            <X aria-hidden size={14} />
            <span className="sr-only">{t("lines.remove", { what: text })}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const usual: readonly string[] = ["rent", "subsidy", "offset", "surplus", "net", "paid", "open"];

/** The sum of the rows: the figure that led here. */
async function Sum({ lines, ask }: { lines: MonthLines; ask: LinesAsk }) {
  const t = await getTranslations("desk");
  const { sums, partFen } = lines;
  const asked = ask.part ? null : ask.figure;
  const all = figures.filter((figure) => (asked ? figure === asked : usual.includes(figure) || sums[figure] !== 0));
  return (
    <KeyFigures
      wide
      figures={[
        { label: t("lines.sumOf"), value: t("lines.found", { count: lines.found }) },
        ...(partFen === null ? [] : [{ label: t("figures.subsidy"), value: <Money fen={partFen} size="lg" /> }]),
        ...(partFen === null ? all : []).map((figure) => ({
          label: t(`figures.${figure}`),
          value: <Money fen={sums[figure]} size="lg" />,
        })),
      ]}
    />
  );
}
