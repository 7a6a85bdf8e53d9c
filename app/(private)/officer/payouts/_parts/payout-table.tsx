import { useTranslations } from "next-intl";
import type { PayoutLine } from "#lib/payouts/queries";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

/** Payouts, one a line, each with what keeps it back where something does. */
export function PayoutTable({ rows, caption }: { rows: readonly PayoutLine[]; caption: string }) {
  const t = useTranslations("payouts");
  return (
    <Table
      caption={caption}
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "no",
          header: t("no"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/payouts/${row.id}`} look="row" wrap="no">
              {row.payoutNo}
            </TextLink>
          ),
        },
        {
          key: "person",
          header: t("person"),
          cell: (row) => (
            <span className="whitespace-nowrap">
              {row.personName} <span className="text-muted">{`${row.buildingNo}-${row.roomNo}`}</span>
            </span>
          ),
        },
        { key: "month", header: t("month"), short: true, cell: (row) => <MonthText month={row.month} /> },
        { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
        { key: "account", header: t("account"), short: true, cell: (row) => <Account row={row} /> },
        {
          key: "status",
          header: t("status"),
          short: true,
          cell: (row) => (
            <span className="inline-flex flex-wrap items-center justify-end gap-2 sm:justify-start">
              <StatusBadge kind="payout" status={row.status} />
              {row.attempt > 1 && <span className="text-muted text-xs">{t("attempt", { count: row.attempt })}</span>}
            </span>
          ),
        },
        { key: "what", header: t("what"), cell: (row) => <What row={row} /> },
      ]}
    />
  );
}

function Account({ row }: { row: PayoutLine }) {
  const t = useTranslations("payouts");
  const four = row.lastFour ?? row.accountNow;
  return four ? (
    <span className="tabular whitespace-nowrap">{`…${four}`}</span>
  ) : (
    <Badge tone="red">{t("noAccount")}</Badge>
  );
}

/** What is known of it beside its state: the day it arrived, or why it did not. */
function What({ row }: { row: PayoutLine }) {
  if (row.status === "returned") return row.returnReason;
  if (row.paidOn) return <Day on={row.paidOn} />;
  return "—";
}
