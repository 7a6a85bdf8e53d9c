import { useTranslations } from "next-intl";
import type { PersonToCorrect } from "#lib/corrections/start-queries";
import { Badge } from "#ui/badge";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Table } from "#ui/table";

/** One person's months as they stand in the books, the latest first. */
export function Months({ person }: { person: PersonToCorrect }) {
  const t = useTranslations("corrections.new");
  const leaseNo = new Map(person.leases.map((lease) => [lease.id, lease.leaseNo]));
  return (
    <>
      <Table
        caption={t("months", { name: person.personName })}
        captionHidden
        dense
        rows={person.months}
        rowKey={(bill) => bill.billId}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (bill) => <MonthText month={bill.month} /> },
          { key: "lease", header: t("lease"), cell: (bill) => leaseNo.get(bill.leaseId) ?? "" },
          { key: "rent", header: t("rent"), numeric: true, cell: (bill) => <Money fen={bill.rentFen} size="sm" /> },
          {
            key: "subsidy",
            header: t("subsidy"),
            numeric: true,
            cell: (bill) => <Money fen={bill.subsidyFen} size="sm" />,
          },
          {
            key: "surplus",
            header: t("surplus"),
            numeric: true,
            cell: (bill) => <Money fen={bill.surplusFen} size="sm" />,
          },
          ...(person.months.some((bill) => bill.carriedFen)
            ? [
                {
                  key: "carried",
                  header: t("carried"),
                  numeric: true,
                  cell: (bill: PersonToCorrect["months"][number]) => (
                    <Money fen={bill.carriedFen ?? 0} size="sm" always />
                  ),
                },
              ]
            : []),
          {
            key: "corrected",
            header: t("corrected"),
            cell: (bill) =>
              bill.sequence > 0 ? <Badge tone="blue">{t("times", { count: bill.sequence })}</Badge> : "—",
          },
        ]}
      />
      {person.waiting.length > 0 && (
        <p className="text-muted text-sm">{t("waiting", { count: person.waiting.length })}</p>
      )}
    </>
  );
}
