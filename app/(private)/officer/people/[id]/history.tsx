import { useTranslations } from "next-intl";
import type { Resident } from "#lib/desk/person";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Section } from "#ui/section";
import { Table } from "#ui/table";
import { useFactWords } from "../../_parts/fact-words.ts";

const money = (fen: number) => <Money fen={fen} size="sm" />;

export function Bills({ resident }: { resident: Resident }) {
  const t = useTranslations("desk.person");
  const { bills } = resident;
  const left = (bill: Resident["bills"][number]) => bill.rentFen + bill.otherFen - bill.offsetFen - bill.paidFen;
  const sum = (pick: (bill: Resident["bills"][number]) => number) => bills.reduce((all, bill) => all + pick(bill), 0);
  return (
    <Section title={t("bills")}>
      <Table
        caption={t("bills")}
        captionHidden
        dense
        rows={bills}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("noneYet")} />}
        columns={[
          { key: "no", header: t("billNo"), heading: true, cell: (row) => row.billNo },
          { key: "month", header: t("month"), cell: (row) => <MonthText month={row.month} /> },
          { key: "rent", header: t("rent"), numeric: true, cell: (row) => money(row.rentFen) },
          { key: "other", header: t("other"), numeric: true, cell: (row) => money(row.otherFen) },
          { key: "offset", header: t("offset"), numeric: true, cell: (row) => money(row.offsetFen) },
          { key: "paid", header: t("paid"), numeric: true, cell: (row) => money(row.paidFen) },
          { key: "left", header: t("left"), numeric: true, cell: (row) => money(left(row)) },
        ]}
        totals={{
          no: t("total"),
          rent: money(sum((bill) => bill.rentFen)),
          other: money(sum((bill) => bill.otherFen)),
          offset: money(sum((bill) => bill.offsetFen)),
          paid: money(sum((bill) => bill.paidFen)),
          left: money(sum(left)),
        }}
      />
    </Section>
  );
}

export function Payouts({ resident }: { resident: Resident }) {
  const t = useTranslations("desk.person");
  if (resident.payouts.length === 0) return null;
  return (
    <Section title={t("payouts")}>
      <Table
        caption={t("payouts")}
        captionHidden
        dense
        rows={resident.payouts}
        rowKey={(row) => row.id}
        columns={[
          { key: "no", header: t("payoutNo"), heading: true, cell: (row) => row.payoutNo },
          { key: "month", header: t("month"), cell: (row) => <MonthText month={row.month} /> },
          { key: "amount", header: t("surplus"), numeric: true, cell: (row) => money(row.amountFen) },
          { key: "status", header: t("status"), cell: (row) => t(`payoutStatus.${row.status}`) },
          { key: "reason", header: t("reason"), cell: (row) => row.returnReason ?? "—" },
        ]}
      />
    </Section>
  );
}

export function Corrections({ resident }: { resident: Resident }) {
  const t = useTranslations("desk.person");
  if (resident.corrections.length === 0) return null;
  return (
    <Section title={t("corrections")}>
      <Table
        caption={t("corrections")}
        captionHidden
        dense
        rows={resident.corrections}
        rowKey={(row) => row.id}
        columns={[
          { key: "no", header: t("correctionNo"), heading: true, cell: (row) => row.no },
          { key: "month", header: t("month"), cell: (row) => <MonthText month={row.month} /> },
          { key: "before", header: t("before"), numeric: true, cell: (row) => money(row.beforeFen) },
          { key: "after", header: t("after"), numeric: true, cell: (row) => money(row.afterFen) },
          {
            key: "difference",
            header: t("difference"),
            numeric: true,
            cell: (row) => <Money fen={row.afterFen - row.beforeFen} size="sm" always />,
          },
          { key: "reason", header: t("reason"), cell: (row) => row.reason },
        ]}
      />
    </Section>
  );
}

/** Support that is taken back, and how it stands. */
export function Clawbacks({ resident }: { resident: Resident }) {
  const t = useTranslations("desk.person");
  if (resident.clawbacks.length === 0) return null;
  return (
    <Section title={t("clawbacks")}>
      <Table
        caption={t("clawbacks")}
        captionHidden
        dense
        rows={resident.clawbacks}
        rowKey={(row) => row.id}
        columns={[
          { key: "no", header: t("clawbackNo"), heading: true, cell: (row) => row.clawbackNo },
          { key: "amount", header: t("difference"), numeric: true, cell: (row) => money(row.amountFen) },
          { key: "status", header: t("status"), cell: (row) => t(`clawbackStatus.${row.status}`) },
          { key: "reason", header: t("reason"), cell: (row) => row.reason },
        ]}
      />
    </Section>
  );
}

/** What a register said that had not been known, with what stood before. */
export function RegisterFacts({ resident }: { resident: Resident }) {
  const t = useTranslations("desk.person");
  const words = useFactWords();
  if (resident.facts.length === 0) return null;
  return (
    <Section title={t("registers")}>
      <Table
        caption={t("registers")}
        captionHidden
        dense
        rows={resident.facts}
        rowKey={(row) => row.id}
        columns={[
          { key: "field", header: t("field"), heading: true, cell: (row) => words.field(row.field) },
          { key: "before", header: t("before"), cell: (row) => words.value(row.before) },
          { key: "after", header: t("after"), cell: (row) => words.value(row.after) },
          { key: "on", header: t("on"), cell: (row) => <Instant at={row.at} look="short" /> },
        ]}
      />
    </Section>
  );
}
