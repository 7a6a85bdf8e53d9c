import { Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { readingImports } from "#lib/meters/import-queries";
import { meterCounts } from "#lib/meters/queries";
import { type ReadingColumn, readingHeaders } from "#lib/meters/rules-list";
import { TABLE_BYTES } from "#lib/table-file";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Form, FormFile } from "#ui/form";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
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
        <Table
          caption={t("imports")}
          captionHidden
          rows={imports}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t("noImports")}>{t("noImportsText")}</EmptyState>}
          columns={[
            {
              key: "file",
              header: t("fileName"),
              heading: true,
              cell: (row) => (
                <Link
                  href={`/operator/meters/imports/${row.id}`}
                  className="inline-flex min-h-11 items-center break-all text-green-700 underline underline-offset-4 sm:min-h-0"
                >
                  {row.fileName}
                </Link>
              ),
            },
            { key: "madeAt", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
            { key: "rows", header: t("rows"), numeric: true, cell: (row) => row.rows },
            { key: "recorded", header: t("states.posted"), numeric: true, cell: (row) => row.recorded },
            { key: "waiting", header: t("states.implausible"), numeric: true, cell: (row) => row.waiting },
            {
              key: "status",
              header: t("status"),
              cell: (row) => (
                <Badge tone={row.status === "confirmed" ? "green" : row.wrong > 0 ? "red" : "amber"}>
                  {t(`statuses.${row.status}`)}
                </Badge>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
});

function UploadForm() {
  const t = useTranslations("charges.meters");
  return (
    <Card>
      <Form action={uploadReadingsAction} className="grid max-w-form gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("upload")}</h2>
          <p className="text-muted">{t("uploadText")}</p>
        </div>
        <FormFile
          name="file"
          label={t("file")}
          hint={t("fileHint")}
          accept=".csv,.txt,.xlsx"
          maxBytes={TABLE_BYTES}
          tooLarge={t("tooLarge")}
        />
        <SubmitButton icon={<Upload aria-hidden size={18} />} pendingLabel={t("reading")}>
          {t("uploadSubmit")}
        </SubmitButton>
      </Form>
      <details className="mt-4 border-line border-t">
        <summary className="flex min-h-11 cursor-pointer items-center font-medium">{t("columns")}</summary>
        <SummaryList
          items={(Object.keys(readingHeaders) as ReadingColumn[]).map((column) => ({
            label: t(column === "serialNo" ? "serial" : column),
            value: readingHeaders[column].join("、"),
          }))}
        />
      </details>
    </Card>
  );
}
