import { Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import type { Actor } from "#lib/actor";
import { factNames } from "#lib/corrections/rules-fact";
import { firstTenant, peopleToCorrect, personToCorrect } from "#lib/corrections/start-queries";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { Table } from "#ui/table";
import { TabsNav } from "#ui/tabs-nav";
import { TextLink } from "#ui/text-link";
import { FactForms, HandForm, RentForm } from "./forms.tsx";
import { Months } from "./months.tsx";

const ways = ["fact", "rent", "hand"] as const;

export default page("correction.draft", async ({ actor, search }) => {
  const t = await getTranslations("corrections.new");
  const personId = search.person ?? (search.lease ? await firstTenant(actor, search.lease) : undefined);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("all"), href: "/officer/corrections" }]}
        title={t("title")}
        lead={t("lead")}
      />
      {personId ? (
        <Begin actor={actor} personId={personId} way={search.way} fact={search.fact} month={search.month} />
      ) : (
        <Find actor={actor} q={search.q ?? ""} />
      )}
    </>
  );
});

async function Find({ actor, q }: { actor: Actor; q: string }) {
  const t = await getTranslations("corrections.new");
  const found = await peopleToCorrect(actor, q);
  return (
    <Section title={t("who")}>
      <form method="get" className="flex items-end gap-2">
        <TextField name="q" type="search" label={t("find")} defaultValue={q} width="md" />
        <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
          {t("search")}
        </Button>
      </form>
      {q.trim() !== "" && (
        <Table
          caption={t("found")}
          captionHidden
          rows={found}
          rowKey={(row) => `${row.personId} ${row.leaseNo}`}
          empty={<EmptyState title={t("nobody")} />}
          columns={[
            {
              key: "name",
              header: t("name"),
              heading: true,
              cell: (row) => (
                <TextLink href={`/officer/corrections/new?person=${row.personId}`} look="touch">
                  {row.personName}
                </TextLink>
              ),
            },
            { key: "room", header: t("room"), cell: (row) => `${row.buildingNo}-${row.roomNo}` },
            { key: "lease", header: t("lease"), cell: (row) => row.leaseNo },
            {
              key: "status",
              header: t("status"),
              cell: (row) => <StatusBadge kind="lease" status={row.leaseStatus} />,
            },
          ]}
        />
      )}
    </Section>
  );
}

type Begun = { actor: Actor; personId: string; way?: string; fact?: string; month?: string };

async function Begin({ actor, personId, way: asked, fact, month }: Begun) {
  const t = await getTranslations("corrections.new");
  const person = await personToCorrect(actor, personId);
  const way = ways.find((one) => one === asked) ?? "fact";
  if (person.months.length === 0) {
    return <EmptyState title={t("noMonths", { name: person.personName })}>{t("noMonthsText")}</EmptyState>;
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Section title={t("months", { name: person.personName })} lead={t("monthsLead")}>
        <Months person={person} />
      </Section>
      <Section title={t("what")}>
        <TabsNav
          label={t("what")}
          tabs={ways.map((one) => ({
            href: `/officer/corrections/new?person=${personId}&way=${one}${month ? `&month=${month}` : ""}`,
            label: t(`ways.${one}`),
            current: one === way,
          }))}
        />
        {way === "fact" && <FactForms person={person} fact={factNames.find((one) => one === fact)} month={month} />}
        {way === "rent" && <RentForm person={person} month={month} />}
        {way === "hand" && <HandForm person={person} month={month} />}
      </Section>
    </div>
  );
}
