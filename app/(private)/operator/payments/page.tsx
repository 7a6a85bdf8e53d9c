import { ChevronDown, Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { importsFor } from "#lib/billing/bank-queries";
import { FILE_BYTES } from "#lib/billing/rules";
import { type BankColumn, bankHeaders } from "#lib/billing/rules-bank";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Form, FormFile } from "#ui/form";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { PaymentTabs } from "./_parts/payment-tabs.tsx";
import { uploadBankFileAction } from "./actions.ts";

export default page("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments");
  const imports = await importsFor(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} />
      <PaymentTabs current="imports" />
      <Done texts="operator.payments" notice={search.notice} />
      {mayEver(actor, "bank.import") && <UploadForm />}
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
                  href={`/operator/payments/imports/${row.id}`}
                  className="inline-flex min-h-11 items-center break-all text-green-700 underline underline-offset-4 sm:min-h-0"
                >
                  {row.fileName}
                </Link>
              ),
            },
            { key: "madeAt", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
            { key: "rows", header: t("rows"), numeric: true, cell: (row) => row.rows },
            { key: "posted", header: t("posted"), numeric: true, cell: (row) => row.posted },
            { key: "waiting", header: t("waiting"), numeric: true, cell: (row) => row.waiting },
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
  const t = useTranslations("operator.payments.upload");
  return (
    <Card>
      <Form action={uploadBankFileAction} className="grid max-w-form gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("title")}</h2>
          <p className="text-muted">{t("text")}</p>
        </div>
        <FormFile
          name="file"
          label={t("file")}
          hint={t("hint")}
          accept=".csv,.txt,.xlsx"
          maxBytes={FILE_BYTES}
          tooLarge={t("tooLarge")}
        />
        <SubmitButton icon={<Upload aria-hidden size={18} />} pendingLabel={t("reading")}>
          {t("submit")}
        </SubmitButton>
      </Form>
      <ColumnsHelp />
    </Card>
  );
}

/** Which headers are understood, folded away. */
function ColumnsHelp() {
  const t = useTranslations("operator.payments");
  return (
    <details className="group mt-4 border-line border-t">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 font-medium">
        <ChevronDown aria-hidden size={18} className="text-muted group-open:rotate-180" />
        {t("upload.columns")}
      </summary>
      <div className="grid gap-3 pb-2">
        <p className="max-w-prose text-muted">{t("upload.columnsText")}</p>
        <SummaryList
          items={(Object.keys(bankHeaders) as BankColumn[]).map((column) => ({
            label: t(`columns.${column}`),
            value: bankHeaders[column].join("、"),
          }))}
        />
      </div>
    </details>
  );
}
