import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { QueueItem } from "#lib/desk/queue";
import { Badge } from "#ui/badge";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

const tones = { overdue: "red", today: "amber", open: "grey" } as const;

/** What waits, one line each, with the link to where it is done. */
export function QueueTable({ items, caption }: { items: readonly QueueItem[]; caption: string }) {
  const t = useTranslations("desk.queue");
  const what = useTranslations("desk.queue.what");
  const locale = useLocale();
  return (
    <Table
      caption={caption}
      captionHidden
      dense
      rows={items}
      rowKey={(row) => `${row.kind} ${row.id}`}
      columns={[
        {
          key: "matter",
          header: t("matter"),
          heading: true,
          cell: (row) => (
            <TextLink href={row.href} look="row">
              {textOf(what, row.kind, written(locale, row.values))}
            </TextLink>
          ),
        },
        {
          key: "amount",
          header: t("amount"),
          numeric: true,
          cell: (row) => (row.amountFen === null ? "—" : <Money fen={row.amountFen} size="sm" />),
        },
        { key: "since", header: t("since"), cell: (row) => <Instant at={row.since} look="short" /> },
        { key: "by", header: t("by"), wideOnly: true, cell: (row) => row.byName || t("system") },
        {
          key: "due",
          header: t("due"),
          cell: (row) => (
            <span className="inline-flex flex-wrap items-center justify-end gap-2 sm:justify-start">
              {row.dueOn ? <Day on={row.dueOn} look="short" /> : "—"}
              {row.urgency !== "open" && <Badge tone={tones[row.urgency]}>{t(`urgency.${row.urgency}`)}</Badge>}
            </span>
          ),
        },
      ]}
    />
  );
}
