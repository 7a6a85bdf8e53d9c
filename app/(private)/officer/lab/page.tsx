import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { labFor } from "#lib/lab/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { Done } from "../../done.tsx";
import { NewDraft } from "./new-draft.tsx";

type Lab = Awaited<ReturnType<typeof labFor>>;

export default page("lab.view", async ({ actor, search }) => {
  const t = await getTranslations("lab");
  const lab = await labFor(actor);
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        actions={
          <ButtonLink href="/officer/lab/compare" tone="quiet" icon={<FlaskConical aria-hidden size={18} />}>
            {t("compareTitle")}
          </ButtonLink>
        }
      />
      <Done texts="lab" notice={search.notice} />
      <Section title={t("drafts")}>
        <Drafts lab={lab} />
      </Section>
      {mayEver(actor, "lab.draft") && (
        <Card>
          <NewDraft lab={lab} from={search.from} />
        </Card>
      )}
      <Section title={t("versions")} lead={t("versionsLead")}>
        <Versions lab={lab} />
      </Section>
    </>
  );
});

function Drafts({ lab }: { lab: Lab }) {
  const t = useTranslations("lab");
  return (
    <Table
      caption={t("drafts")}
      captionHidden
      dense
      rows={lab.drafts}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noDrafts")}>{t("noDraftsText")}</EmptyState>}
      columns={[
        {
          key: "name",
          header: t("name"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/lab/${row.id}`} look="row">
              {row.name}
            </TextLink>
          ),
        },
        { key: "from", header: t("from"), cell: (row) => <MonthText month={row.fromMonth} /> },
        {
          key: "state",
          header: t("state"),
          cell: (row) => (
            <span className="flex flex-wrap justify-end gap-1.5 sm:justify-start">
              <StatusBadge kind="schemeDraft" status={row.state} />
              {row.awaitsMe && <Badge tone="amber">{t("mineState.proposed")}</Badge>}
            </span>
          ),
        },
        { key: "maker", header: t("maker"), cell: (row) => row.maker },
        { key: "changedAt", header: t("changedAt"), cell: (row) => <Instant at={row.changedAt} look="short" /> },
      ]}
    />
  );
}

function Versions({ lab }: { lab: Lab }) {
  const t = useTranslations("lab");
  return (
    <Table
      caption={t("versions")}
      captionHidden
      dense
      rows={lab.versions}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t("noVersions")} />}
      columns={[
        {
          key: "version",
          header: t("version"),
          heading: true,
          cell: (row) => (
            <TextLink href={`/officer/lab/${row.draftId}`} look="row">
              {row.schemeId} {row.version}
            </TextLink>
          ),
        },
        { key: "from", header: t("from"), cell: (row) => <MonthText month={row.fromMonth} /> },
        {
          key: "by",
          header: t("publishedBy"),
          cell: (row) => `${row.proposer} / ${row.publisher}`,
        },
        { key: "at", header: t("publishedAt"), cell: (row) => <Instant at={row.publishedAt} look="short" /> },
        { key: "why", header: t("retroactive"), cell: (row) => row.retroactiveReason ?? "—" },
      ]}
    />
  );
}
