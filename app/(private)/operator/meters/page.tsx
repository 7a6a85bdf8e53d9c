import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { readingImports } from "#lib/meters/import-queries";
import { meterCounts } from "#lib/meters/queries";
import { type ReadingColumn, readingHeaders } from "#lib/meters/rules-list";
import { TABLE_BYTES } from "#lib/table-file";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { FileTable } from "../../_files/file-table.tsx";
import { UploadCard } from "../../_files/upload-card.tsx";
import { Done } from "../../done.tsx";
import { MeterTabs } from "./_parts/meter-tabs.tsx";
import { uploadReadingsAction } from "./actions.ts";

/** Lists of readings: uploading one, and those that were. */
export default page("meter.list", async ({ actor, search }) => {
  const t = await getTranslations("charges.meters");
  const kinds = await getTranslations("charges.meterKinds");
  const [imports, counts] = [await readingImports(actor), await meterCounts(actor)];
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <MeterTabs actor={actor} current="imports" />
      <Done texts="operator.meters" notice={search.notice} />
      {counts.length > 0 && (
        <div className="pb-6">
          <KeyFigures
            figures={counts.map(({ kind, count, unread }) => ({
              label: kinds(kind),
              value: count,
              hint: unread > 0 ? t("unread", { count: unread }) : t("allRead"),
              tone: unread > 0 ? ("amber" as const) : undefined,
            }))}
          />
        </div>
      )}
      {mayEver(actor, "reading.import") && <UploadForm />}
      <Section title={t("imports")}>
        <FileTable
          files={imports}
          href={(row) => `/operator/meters/imports/${row.id}`}
          wrong={(row) => row.wrong}
          texts={{
            caption: t("imports"),
            file: t("fileName"),
            madeAt: t("madeAt"),
            rows: t("rows"),
            status: t("status"),
            statusOf: (row) => t(`statuses.${row.status}`),
          }}
          columns={[
            { key: "recorded", header: t("states.posted"), numeric: true, cell: (row) => row.recorded },
            { key: "waiting", header: t("states.implausible"), numeric: true, cell: (row) => row.waiting },
          ]}
          empty={<EmptyState title={t("noImports")}>{t("noImportsText")}</EmptyState>}
        />
      </Section>
    </>
  );
});

function UploadForm() {
  const t = useTranslations("charges.meters");
  return (
    <UploadCard
      action={uploadReadingsAction}
      maxBytes={TABLE_BYTES}
      texts={{
        title: t("upload"),
        text: t("uploadText"),
        file: t("file"),
        hint: t("fileHint"),
        tooLarge: t("tooLarge"),
        submit: t("uploadSubmit"),
        reading: t("reading"),
        columns: t("columns"),
      }}
      columns={(Object.keys(readingHeaders) as ReadingColumn[]).map((column) => ({
        label: t(column === "serialNo" ? "serial" : column),
        headers: readingHeaders[column],
      }))}
    />
  );
}
