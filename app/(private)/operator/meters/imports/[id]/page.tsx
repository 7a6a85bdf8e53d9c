import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { readingImportFor } from "#lib/meters/import-queries";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { DecideFile } from "../../../../_files/decide-file.tsx";
import { FileStatus } from "../../../../_files/file-status.tsx";
import { pageHref, StateTabs } from "../../../../_files/state-tabs.tsx";
import { Done } from "../../../../done.tsx";
import { RowsTable } from "../../_parts/rows-table.tsx";
import { confirmReadingsAction, discardReadingsAction } from "../../actions.ts";

const states = ["wrong", "good", "implausible", "posted", "duplicate", "dismissed"] as const;
type Import = Awaited<ReturnType<typeof readingImportFor>>;

/** A list of readings: what each line would do, and recording it. */
export default page<{ id: string }>("meter.list", async ({ actor, params, search }) => {
  const t = await getTranslations("charges.meters");
  const formats = await getTranslations("operator.payments.import.formats");
  const state = states.find((one) => one === search.state);
  const one = await readingImportFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const base = `/operator/meters/imports/${one.id}`;
  const wrong = one.counts.wrong ?? 0;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/operator/meters" }]}
        title={<span className="break-all">{one.fileName}</span>}
        status={<FileStatus status={one.status} label={t(`statuses.${one.status}`)} />}
        lead={
          <>
            {formats((one.encoding ?? "xlsx") as "xlsx")} · <Instant at={one.madeAt} look="short" />
            {one.maker && ` · ${one.maker}`}
          </>
        }
      />
      <Done texts="operator.meters" notice={search.notice} />
      <div className="grid gap-6">
        {wrong > 0 && one.status === "preview" && (
          <Notice tone="red" title={t("wrongTitle", { count: wrong })}>
            {t("wrongText")}
          </Notice>
        )}
        <Figures one={one} />
        {one.status === "preview" && mayEver(actor, "reading.import") && (
          <DecideFile
            importId={one.id}
            wrong={wrong > 0}
            confirm={confirmReadingsAction}
            discard={discardReadingsAction}
            texts={{ confirm: t("confirm"), confirming: t("recording"), discard: t("discard") }}
          />
        )}
      </div>
      <Section title={t("list")}>
        <StateTabs
          base={base}
          label={t("list")}
          all={t("all")}
          states={states}
          current={state}
          counts={one.counts}
          textOf={(key) => t(`states.${key}`)}
        />
        <RowsTable rows={one.rows} caption={t("found", { count: one.found })} />
        <Pagination page={one.page} pages={one.pages} href={pageHref(base, state)} />
      </Section>
    </>
  );
});

async function Figures({ one: { counts, status } }: { one: Import }) {
  const t = await getTranslations("charges.meters");
  const open = status === "preview";
  return (
    <KeyFigures
      figures={[
        {
          label: open ? t("willRecord") : t("states.posted"),
          value: (open ? counts.good : counts.posted) ?? 0,
          tone: "green",
        },
        {
          label: open ? t("willWait") : t("states.implausible"),
          value: counts.implausible ?? 0,
          tone: "amber",
          href: open ? undefined : "/operator/meters/waiting",
        },
        { label: t("states.duplicate"), value: counts.duplicate ?? 0 },
      ]}
    />
  );
}
