import { useTranslations } from "next-intl";
import type { BankRowView } from "#lib/billing/bank-queries";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { type Column, Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { RowResult } from "./row-result.tsx";

/** Rows of a bank's list with what became of each; `matching` leads from each to where it is matched by hand. */
export function RowsTable({
  rows,
  caption,
  matching,
}: {
  rows: readonly BankRowView[];
  caption: string;
  matching?: boolean;
}) {
  const t = useTranslations("operator.payments");
  const last: Column<BankRowView> = matching
    ? {
        key: "match",
        header: t("waitingPage.match"),
        cell: (row) => (
          <TextLink href={`/operator/payments/waiting/${row.id}`} look="row" wrap="no">
            {t("waitingPage.match")}
            <span className="sr-only"> {row.transactionNo}</span>
          </TextLink>
        ),
      }
    : {
        key: "bill",
        header: t("row.bill"),
        cell: (row) =>
          row.billNo && row.month && row.billId ? (
            <>
              <TextLink href={`/operator/months/${row.month}/${row.billId}`} look="row" wrap="no">
                {row.billNo}
              </TextLink>{" "}
              {row.personName}
            </>
          ) : (
            t("row.unread")
          ),
      };
  return (
    <Table
      caption={caption}
      dense
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "line", header: t("row.line"), numeric: true, cell: (row) => row.line },
        {
          key: "transactionNo",
          header: t("row.transactionNo"),
          heading: true,
          cell: (row) => <span className="break-all">{row.transactionNo || t("row.unread")}</span>,
        },
        {
          key: "paidOn",
          header: t("row.paidOn"),
          cell: (row) => (row.paidOn ? <Day on={row.paidOn} look="numeric" /> : t("row.unread")),
        },
        {
          key: "amount",
          header: t("row.amount"),
          numeric: true,
          cell: (row) => (row.amountFen === null ? t("row.unread") : <Money fen={row.amountFen} size="sm" exact />),
        },
        { key: "payer", header: t("row.payer"), cell: (row) => row.payerName || t("row.unread") },
        {
          key: "note",
          header: t("row.note"),
          cell: (row) => <span className="break-words">{row.note || t("row.unread")}</span>,
        },
        { key: "result", header: t("row.result"), cell: (row) => <RowResult row={row} /> },
        last,
      ]}
    />
  );
}
