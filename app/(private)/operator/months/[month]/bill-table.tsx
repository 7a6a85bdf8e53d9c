import { useLocale, useTranslations } from "next-intl";
import type { billsFor } from "#lib/billing/queries";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

type Bills = Awaited<ReturnType<typeof billsFor>>;

/** A page of a month's bills; the sums are those of everything found, not of the page. */
export function BillTable({ bills, month }: { bills: Bills; month: string }) {
  const t = useTranslations("operator.months");
  const english = useLocale() === "en";
  const { total } = bills;
  return (
    <Table
      caption={t("found", { count: total.bills })}
      dense
      rows={bills.rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "billNo",
          header: t("billNo"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/operator/months/${month}/${row.id}`} look="row" wrap="no">
              {row.billNo}
            </TextLink>
          ),
        },
        { key: "person", header: t("person"), cell: (row) => row.personName },
        {
          key: "room",
          header: t("room"),
          cell: (row) => `${english ? row.buildingEn : row.buildingZh} ${row.roomNo}`,
        },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} size="sm" /> },
        { key: "other", header: t("other"), numeric: true, cell: (row) => <Money fen={row.otherFen} size="sm" /> },
        { key: "offset", header: t("offset"), numeric: true, cell: (row) => <Money fen={row.offsetFen} size="sm" /> },
        { key: "paid", header: t("paid"), numeric: true, cell: (row) => <Money fen={row.paidFen} size="sm" /> },
        { key: "due", header: t("due"), numeric: true, cell: (row) => <Money fen={row.dueFen} size="sm" /> },
        { key: "dueOn", header: t("dueOn"), wideOnly: true, cell: (row) => <Day on={row.dueOn} look="numeric" /> },
        { key: "status", header: t("status"), cell: (row) => <StatusBadge kind="bill" status={row.status} /> },
      ]}
      totals={{
        billNo: t("sum"),
        rent: <Money fen={total.rentFen} size="sm" />,
        other: <Money fen={total.otherFen} size="sm" />,
        offset: <Money fen={total.offsetFen} size="sm" />,
        paid: <Money fen={total.paidFen} size="sm" />,
        due: <Money fen={total.dueFen} size="sm" />,
      }}
    />
  );
}
