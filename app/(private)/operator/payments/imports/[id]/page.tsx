import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { importFor } from "#lib/billing/bank-queries";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { FileStatus } from "../../../../_files/file-status.tsx";
import { pageHref, StateTabs } from "../../../../_files/state-tabs.tsx";
import { Done } from "../../../../done.tsx";
import { RowsTable } from "../../_parts/rows-table.tsx";
import { Confirm, type Import } from "./confirm.tsx";

const states = [
  "wrong",
  "matched",
  "suggested",
  "unmatched",
  "posted",
  "waiting",
  "duplicate",
  "skipped",
  "dismissed",
] as const;

export default page<{ id: string }>("payment.list", async ({ actor, params, search }) => {
  const t = await getTranslations("operator.payments");
  const state = states.find((one) => one === search.state);
  const one = await importFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const base = `/operator/payments/imports/${one.id}`;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/operator/payments" }]}
        title={<span className="break-all">{one.fileName}</span>}
        status={<FileStatus status={one.status} label={t(`statuses.${one.status}`)} />}
        lead={
          <>
            {t(`import.formats.${one.encoding ?? "xlsx"}` as "import.formats.xlsx")} ·{" "}
            <Instant at={one.madeAt} look="short" />
            {one.maker && ` · ${one.maker}`}
          </>
        }
      />
      <Done texts="operator.payments" notice={search.notice} />
      <div className="grid gap-6">
        {one.counts.wrong && one.status === "preview" && (
          <Notice tone="red" title={t("import.wrongTitle", { count: one.counts.wrong })}>
            {t("import.wrongText")}
          </Notice>
        )}
        <Figures one={one} />
        {one.status === "preview" && mayEver(actor, "bank.import") && <Confirm one={one} />}
      </div>
      <Section title={t("import.list")}>
        <StateTabs
          base={base}
          label={t("import.list")}
          all={t("import.all")}
          states={states}
          current={state}
          counts={one.counts}
          textOf={(key) => t(`states.${key}`)}
        />
        <RowsTable rows={one.rows} caption={t("import.found", { count: one.found })} />
        <Pagination page={one.page} pages={one.pages} href={pageHref(base, state)} />
      </Section>
    </>
  );
});

async function Figures({ one }: { one: Import }) {
  const t = await getTranslations("operator.payments");
  const { counts, sums } = one;
  const money = (fen: number | undefined) => <Money fen={fen ?? 0} size="sm" exact />;
  const leftOut = (counts.duplicate ?? 0) + (counts.skipped ?? 0);
  const hint = t("import.leftOutHint", { duplicate: counts.duplicate ?? 0, skipped: counts.skipped ?? 0 });
  const open = one.status === "preview";
  return (
    <KeyFigures
      figures={[
        {
          label: open ? t("import.willPost") : t("posted"),
          value: (open ? counts.matched : counts.posted) ?? 0,
          hint: money(open ? sums.matched : sums.posted),
          tone: "green",
        },
        ...(open
          ? [{ label: t("import.willSuggest"), value: counts.suggested ?? 0, hint: money(sums.suggested) }]
          : []),
        {
          label: open ? t("import.willWait") : t("waiting"),
          value: (open ? counts.unmatched : counts.waiting) ?? 0,
          hint: money(open ? sums.unmatched : sums.waiting),
          tone: "amber",
          href: open ? undefined : "/operator/payments/waiting",
        },
        { label: t("import.leftOut"), value: leftOut, hint },
      ]}
    />
  );
}
