import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { payoutFileFor } from "#lib/payouts/file-queries";
import { payoutsFor } from "#lib/payouts/queries";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../../../done.tsx";
import { PayoutTable } from "../../_parts/payout-table.tsx";

export default page<{ id: string }>("payout.list", async ({ actor, params, search }) => {
  const t = await getTranslations("payouts");
  const file = await payoutFileFor(actor, params.id);
  const list = await payoutsFor(actor, { fileId: file.id, page: Number(search.page) || 1 });
  const href = (format: string) => `/officer/payouts/files/${file.id}/export?format=${format}`;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/payouts" }]}
        title={t("fileTitle", { no: file.fileNo })}
        lead={t("fileLead")}
        actions={
          mayEver(actor, "payout.export") && (
            <>
              <ButtonLink href={href("xlsx")} download tone="quiet" icon={<Download aria-hidden size={18} />}>
                Excel
              </ButtonLink>
              <ButtonLink href={href("csv")} download tone="quiet" icon={<Download aria-hidden size={18} />}>
                CSV
              </ButtonLink>
            </>
          )
        }
      />
      <Done texts="payouts" notice={search.notice} />
      <SummaryList
        items={[
          { label: t("rows"), value: file.rows },
          { label: t("amount"), value: <Money fen={file.amountFen} size="lg" /> },
          {
            label: t("madeBy"),
            value: (
              <>
                {file.maker} <Instant at={file.madeAt} look="short" />
              </>
            ),
          },
          { label: t("fingerprint"), value: <code className="tabular break-all text-sm">{file.contentHash}</code> },
        ]}
      />
      <Section title={t("inFile")}>
        <PayoutTable rows={list.rows} caption={t("inFile")} />
        <Pagination page={list.page} pages={list.pages} href={(at) => `/officer/payouts/files/${file.id}?page=${at}`} />
      </Section>
      <Section title={t("taken")} lead={t("takenLead")}>
        {file.taken.length === 0 ? (
          <p className="text-muted">{t("notTaken")}</p>
        ) : (
          <Table
            caption={t("taken")}
            captionHidden
            dense
            rows={file.taken}
            rowKey={(row) => row.id}
            columns={[
              { key: "at", header: t("madeAt"), heading: true, cell: (row) => <Instant at={row.at} look="short" /> },
              { key: "by", header: t("takenBy"), cell: (row) => row.by ?? "—" },
              { key: "format", header: t("format"), cell: (row) => row.format.toUpperCase() },
            ]}
          />
        )}
      </Section>
    </>
  );
});
