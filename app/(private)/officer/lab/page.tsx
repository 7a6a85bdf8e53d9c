import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { labFor } from "#lib/lab/queries";
import { Badge } from "#ui/badge";
import { Button } from "#ui/button";
import { Card } from "#ui/card";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Select } from "#ui/select";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { NewDraft } from "./new-draft.tsx";
import { sideOptions } from "./side-names.ts";

type Lab = Awaited<ReturnType<typeof labFor>>;
const done = ["discarded"] as const;

export default page("lab.view", async ({ actor, search }) => {
  const t = await getTranslations("lab");
  const lab = await labFor(actor);
  const notice = done.find((one) => one === search.notice);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {notice && (
        <Notice tone="green" live>
          {t(`done.${notice}`)}
        </Notice>
      )}
      <Section title={t("drafts")}>
        <Drafts lab={lab} />
      </Section>
      <div className="grid items-start gap-6 xl:grid-cols-2">
        {mayEver(actor, "lab.draft") && (
          <Card>
            <NewDraft lab={lab} from={search.from} />
          </Card>
        )}
        <Card>
          <Compare lab={lab} />
        </Card>
      </div>
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
            <Link
              href={`/officer/lab/${row.id}`}
              className="inline-flex min-h-11 items-center text-green-700 underline underline-offset-4 sm:min-h-0"
            >
              {row.name}
            </Link>
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

/** Two sides chosen for the page that compares them. */
async function Compare({ lab }: { lab: Lab }) {
  const t = await getTranslations("lab");
  const locale = await getLocale();
  const options = sideOptions(lab, { live: t("live"), nameOf: (row) => nameIn(locale, row) });
  return (
    <form method="get" action="/officer/lab/compare" className="grid justify-items-start gap-4">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">{t("compareTitle")}</h2>
        <p className="max-w-prose text-muted">{t("compareLead")}</p>
      </div>
      <Select name="a" label={t("sideA")} options={options} defaultValue="live" />
      <Select name="b" label={t("sideB")} options={options} defaultValue={options[1]?.value} />
      <Button type="submit" tone="quiet" icon={<FlaskConical aria-hidden size={18} />}>
        {t("compare")}
      </Button>
    </form>
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
            <Link
              href={`/officer/lab/${row.draftId}`}
              className="inline-flex min-h-11 items-center gap-2 text-green-700 underline underline-offset-4 sm:min-h-0"
            >
              {row.schemeId} {row.version}
            </Link>
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
