import { ArrowRight, CircleCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { RENT_DUE_DAY } from "#lib/billing/rules";
import { settlementList } from "#lib/subsidy/queries";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { StatusBadge } from "#ui/status-badge";
import { type BatchRow, BatchTable } from "./batch-table.tsx";

export default page("settlement.list", async ({ actor }) => {
  const t = await getTranslations("officer.desk");
  const batches = await settlementList(actor);
  const waiting = batches.filter((batch) => batch.mine).sort((a, b) => (a.month < b.month ? -1 : 1));
  const [latest] = batches;
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Section title={t("waiting")}>
        {waiting.length === 0 ? (
          <EmptyState icon={<CircleCheck size={28} />} title={t("nothing")}>
            {t("nothingText")}
          </EmptyState>
        ) : (
          <ul className="grid gap-3">
            {waiting.map((batch) => (
              <Waiting key={batch.id} batch={batch} />
            ))}
          </ul>
        )}
      </Section>
      {latest && (
        <Section title={<MonthText month={latest.month} />} lead={t("figuresLead")}>
          <Figures batches={batches.filter((batch) => batch.month === latest.month)} />
        </Section>
      )}
      {batches.length > 0 && (
        <Section title={t("recent")}>
          <BatchTable caption={t("recent")} batches={batches.slice(0, 6)} />
        </Section>
      )}
    </>
  );
});

async function Waiting({ batch }: { batch: BatchRow }) {
  const t = await getTranslations("officer.desk");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border border-line bg-surface p-4">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-3 font-medium">
          <MonthText month={batch.month} />
          <StatusBadge kind="settlement" status={batch.status} />
        </p>
        <p className="text-muted text-sm">
          {t("batchLine", { people: batch.people, granted: batch.granted })} ·{" "}
          <Money fen={batch.subsidyFen} size="sm" /> · {t("before")}{" "}
          <Day on={`${batch.month}-${RENT_DUE_DAY}`} look="short" />
        </p>
      </div>
      <ButtonLink href={`/officer/settlements/${batch.id}`} icon={<ArrowRight aria-hidden size={18} />}>
        {batch.status === "draft" ? t("toCheck") : t("toApprove")}
      </ButtonLink>
    </li>
  );
}

async function Figures({ batches }: { batches: readonly BatchRow[] }) {
  const t = await getTranslations("officer.settlements");
  const sum = (pick: (batch: BatchRow) => number) => batches.reduce((total, batch) => total + pick(batch), 0);
  return (
    <KeyFigures
      figures={[
        { label: t("people"), value: sum((batch) => batch.people) },
        { label: t("granted"), value: sum((batch) => batch.granted) },
        { label: t("subsidy"), value: <Money fen={sum((batch) => batch.subsidyFen)} size="lg" /> },
        { label: t("offset"), value: <Money fen={sum((batch) => batch.offsetFen)} size="lg" /> },
        { label: t("surplus"), value: <Money fen={sum((batch) => batch.surplusFen)} size="lg" /> },
      ]}
    />
  );
}
