import { useTranslations } from "next-intl";
import type { ClawbackView } from "#lib/corrections/clawback-queries";
import { dayAt } from "#lib/days";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Table } from "#ui/table";

/** The months of which support is taken back: what was granted, what should have been, what is claimed. */
export function ClawbackMonths({ months }: { months: NonNullable<ClawbackView["correction"]>["months"] }) {
  const t = useTranslations("corrections.clawback");
  return (
    <Table
      caption={t("months")}
      captionHidden
      dense
      rows={months}
      rowKey={(row) => row.month}
      columns={[
        { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
        {
          key: "before",
          header: t("granted"),
          numeric: true,
          cell: (row) => <Money fen={row.subsidyBeforeFen} size="sm" />,
        },
        { key: "after", header: t("due"), numeric: true, cell: (row) => <Money fen={row.subsidyAfterFen} size="sm" /> },
        { key: "claim", header: t("claim"), numeric: true, cell: (row) => <Money fen={row.claimFen} size="sm" /> },
      ]}
    />
  );
}

/** What was taken back so far, in order. */
export function ClawbackMoves({ clawback }: { clawback: Pick<ClawbackView, "moves"> }) {
  const t = useTranslations("corrections.clawback");
  return (
    <Table
      caption={t("moves")}
      captionHidden
      dense
      rows={clawback.moves}
      rowKey={(move) => move.id}
      empty={<EmptyState title={t("noMoves")} />}
      columns={[
        { key: "on", header: t("on"), heading: true, cell: (move) => <Day on={dayAt(move.movedAt)} look="numeric" /> },
        { key: "kind", header: t("kind"), cell: (move) => t(`kinds.${move.kind}`) },
        { key: "bill", header: t("bill"), cell: (move) => move.billNo ?? "—" },
        { key: "amount", header: t("amount"), numeric: true, cell: (move) => <Money fen={move.amountFen} size="sm" /> },
      ]}
    />
  );
}
