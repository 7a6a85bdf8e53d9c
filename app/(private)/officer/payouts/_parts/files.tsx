import { useTranslations } from "next-intl";
import type { answerList, payoutFileList } from "#lib/payouts/file-queries";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";

type File = Awaited<ReturnType<typeof payoutFileList>>[number];
type Answer = Awaited<ReturnType<typeof answerList>>[number];

/** The files that went to the bank, each with where its payouts are. */
export function Files({ files }: { files: readonly File[] }) {
  const t = useTranslations("payouts");
  return (
    <Table
      caption={t("files")}
      captionHidden
      dense
      rows={files}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noFiles")} />}
      columns={[
        {
          key: "no",
          header: t("fileNo"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/payouts/files/${row.id}`} look="row" wrap="no">
              {row.fileNo}
            </TextLink>
          ),
        },
        { key: "at", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
        { key: "by", header: t("madeBy"), cell: (row) => row.maker ?? "—" },
        { key: "rows", header: t("rows"), numeric: true, cell: (row) => row.rows },
        { key: "amount", header: t("amount"), numeric: true, cell: (row) => <Money fen={row.amountFen} size="sm" /> },
        { key: "paid", header: t("views.paid"), numeric: true, cell: (row) => row.paid },
        { key: "returned", header: t("views.returned"), numeric: true, cell: (row) => row.returned },
        {
          key: "open",
          header: t("views.sent"),
          numeric: true,
          cell: (row) => (row.sent > 0 ? <Badge tone="amber">{row.sent}</Badge> : 0),
        },
      ]}
    />
  );
}

const tones = { preview: "amber", confirmed: "green", discarded: "grey" } as const;

/** What the bank answered, file by file. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  const t = useTranslations("payouts");
  if (answers.length === 0) return null;
  return (
    <Table
      caption={t("answers")}
      dense
      rows={answers}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "file",
          header: t("answerFile"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/payouts/answers/${row.id}`} look="row" wrap="anywhere">
              {row.fileName}
            </TextLink>
          ),
        },
        { key: "at", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
        { key: "paid", header: t("views.paid"), numeric: true, cell: (row) => row.paid },
        { key: "returned", header: t("views.returned"), numeric: true, cell: (row) => row.returned },
        {
          key: "status",
          header: t("status"),
          cell: (row) => <Badge tone={tones[row.status]}>{t(`answerStatus.${row.status}`)}</Badge>,
        },
      ]}
    />
  );
}
