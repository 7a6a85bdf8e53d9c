import { FilePen } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { lineShares } from "#lib/budget/fund-queries";
import { correctionsOfBill } from "#lib/corrections/bill-corrections";
import { NotFound } from "#lib/errors";
import { offsetFor } from "#lib/subsidy/queries";
import { drawnFen, keptFen } from "#lib/subsidy/rules-carried";
import { shownParts } from "#lib/subsidy/rules-plan";
import { inBooks } from "#lib/subsidy/rules-settlement";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { DecisionReasons } from "#ui/decision-reasons";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { NetRentLine } from "#ui/net-rent-line";
import { PageHeader } from "#ui/page-header";
import { PartTitle } from "#ui/part-title";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { TextLink } from "#ui/text-link";
import { BillCorrections } from "../../../../bill-corrections.tsx";

type Offset = Awaited<ReturnType<typeof offsetFor>>;

export default page<{ id: string; offsetId: string }>("settlement.view", async ({ actor, params }) => {
  const t = await getTranslations("officer.offset");
  const offset = await offsetFor(actor, params.offsetId);
  if (offset.settlementId !== params.id) throw new NotFound();
  const shares = await lineShares(actor, params.offsetId);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[
          { label: t("all"), href: "/officer/settlements" },
          { label: t("batch"), href: `/officer/settlements/${params.id}` },
        ]}
        eyebrow={<MonthText month={offset.month} />}
        title={
          <Link href={`/officer/people/${offset.personId}`} className="hover:text-green-700 hover:underline">
            {offset.personName}
          </Link>
        }
        status={
          <>
            <Badge tone={offset.eligible ? "green" : "grey"}>
              {offset.eligible ? t("eligible") : t("notEligible")}
            </Badge>
            <StatusBadge kind="settlement" status={offset.batch.status} />
          </>
        }
        actions={
          mayEver(actor, "correction.draft") &&
          inBooks(offset.batch.status) && (
            <ButtonLink
              href={`/officer/corrections/new?person=${offset.personId}&month=${offset.month}`}
              tone="quiet"
              icon={<FilePen aria-hidden size={18} />}
            >
              {t("correct")}
            </ButtonLink>
          )
        }
      />
      <Card>
        <NetRentLine
          theirs
          label={t("due")}
          net={{
            rentFen: offset.rentFen,
            ...shownParts(offset.granted.map(({ part, amountFen: fen }) => ({ part, fen }))),
            yoursFen: offset.rentFen - offset.offsetFen,
            surplusFen: offset.surplusFen,
            keptFen: keptFen(offset.carriedFen),
            drawnFen: offset.mode === "directOffset" ? drawnFen(offset.carriedFen) : 0,
          }}
        />
      </Card>
      <div className="grid items-start gap-x-10 lg:grid-cols-2">
        {offset.explained.parts.map((part) => (
          <Section key={part.part} title={<PartTitle part={part} />}>
            <DecisionReasons reasons={part.reasons} advice={false} />
          </Section>
        ))}
      </div>
      <BillCorrections corrections={await correctionsOfBill(actor, { id: offset.billId, personId: offset.personId })} />
      <Facts offset={offset} shares={shares} />
      <History offset={offset} />
    </>
  );
});

async function Facts({ offset, shares }: { offset: Offset; shares: Awaited<ReturnType<typeof lineShares>> }) {
  const t = await getTranslations("officer.offset");
  const modes = await getTranslations("words.offsetModes");
  const english = (await getLocale()) === "en";
  return (
    <Section title={t("papers")}>
      <SummaryList
        items={[
          { label: t("billNo"), value: offset.billNo },
          { label: t("leaseNo"), value: offset.leaseNo },
          { label: t("room"), value: `${english ? offset.buildingEn : offset.buildingZh} ${offset.roomNo}` },
          {
            label: t("registration"),
            value: offset.registrationNo ? (
              <>
                {offset.registrationNo} {offset.registeredOn && <Day on={offset.registeredOn} />}
              </>
            ) : (
              t("notRegistered")
            ),
          },
          { label: t("mode"), value: modes(offset.mode) },
          ...Object.entries(offset.carried).map(([scheme, one]) => ({
            label: t("carried", { scheme }),
            value: (
              <>
                <Money fen={one.beforeFen} /> → <Money fen={one.beforeFen + one.fen} />
              </>
            ),
          })),
          ...shares.map(({ fund, year, fen }) => ({
            label: t("bornBy"),
            value: (
              <>
                <TextLink href={`/officer/budget/${year}/${fund.id}`} look="row">
                  {english ? fund.nameEn : fund.nameZh}
                </TextLink>{" "}
                <Money fen={fen} />
              </>
            ),
          })),
          { label: t("scheme"), value: <Schemes schemes={offset.explained.schemes} /> },
        ]}
      />
    </Section>
  );
}

const Schemes = ({ schemes }: { schemes: Offset["explained"]["schemes"] }) =>
  schemes.map(({ id, version }) => `${id} ${version}`).join(" · ");

async function History({ offset }: { offset: Offset }) {
  const t = await getTranslations("officer.offset");
  return (
    <Section title={t("history")}>
      <Table
        caption={t("history")}
        captionHidden
        rows={offset.history}
        rowKey={(row) => row.id}
        columns={[
          { key: "month", header: t("month"), heading: true, cell: (row) => <MonthText month={row.month} /> },
          { key: "subsidy", header: t("subsidy"), numeric: true, cell: (row) => <Money fen={row.subsidyFen} /> },
          { key: "status", header: t("status"), cell: (row) => <StatusBadge kind="settlement" status={row.status} /> },
        ]}
      />
    </Section>
  );
}
