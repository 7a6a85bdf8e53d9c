import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type CorrectionRow, correctionList, dueCorrections } from "#lib/corrections/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { CorrectionTabs } from "../_parts/correction-tabs.tsx";
import { DueCard } from "./due.tsx";

export default page("correction.list", async ({ actor }) => {
  const t = await getTranslations("corrections.list");
  const [due, corrections] = await Promise.all([dueCorrections(actor), correctionList(actor)]);
  const may = mayEver(actor, "correction.draft");
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        actions={
          may && (
            <ButtonLink href="/officer/corrections/new" icon={<Plus aria-hidden size={18} />}>
              {t("new")}
            </ButtonLink>
          )
        }
      />
      <CorrectionTabs at="corrections" />
      <Section title={t("due")} lead={t("dueLead")}>
        {due.length === 0 ? (
          <EmptyState title={t("noneDue")} />
        ) : (
          <ul className="grid items-start gap-4 xl:grid-cols-2">
            {due.map((one) => (
              <DueCard key={one.cause === "earlyLeaver" ? one.leaseId : one.version} due={one} may={may} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t("all")}>
        <Corrections rows={corrections} />
      </Section>
    </>
  );
});

function Corrections({ rows }: { rows: readonly CorrectionRow[] }) {
  const t = useTranslations("corrections.list");
  const causes = useTranslations("corrections.causes");
  return (
    <Table
      caption={t("all")}
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
      columns={[
        {
          key: "no",
          header: t("no"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/corrections/${row.id}`} look="row" wrap="no">
              {row.correctionNo}
            </TextLink>
          ),
        },
        { key: "cause", header: t("cause"), cell: (row) => causes(row.cause) },
        { key: "reason", header: t("reason"), cell: (row) => row.reason },
        { key: "people", header: t("people"), numeric: true, cell: (row) => row.people },
        { key: "months", header: t("months"), numeric: true, cell: (row) => row.months },
        { key: "rent", header: t("rent"), numeric: true, cell: (row) => <Money fen={row.rentFen} size="sm" always /> },
        {
          key: "subsidy",
          header: t("subsidy"),
          numeric: true,
          cell: (row) => <Money fen={row.subsidyFen} size="sm" always />,
        },
        { key: "madeAt", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
        {
          key: "status",
          header: t("status"),
          cell: (row) => (
            <span className="flex flex-wrap justify-end gap-1.5 sm:justify-start">
              <StatusBadge kind="correction" status={row.status} />
              {row.mine && <Badge tone="amber">{t("yours")}</Badge>}
            </span>
          ),
        },
      ]}
    />
  );
}
