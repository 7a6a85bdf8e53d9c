import { ArrowRight, Landmark } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type Day as DayText, dayAt } from "#lib/days";
import { yuanText } from "#lib/money";
import type { settlementMoney } from "#lib/payouts/money";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { Form, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { fundAction } from "./actions.ts";

type SettlementMoney = Awaited<ReturnType<typeof settlementMoney>>;

/** What public finance has paid for a batch and what still has to come, and where the payouts to people are. */
export function Funding({
  settlementId,
  money,
  officer,
}: {
  settlementId: string;
  money: SettlementMoney;
  officer: boolean;
}) {
  const t = useTranslations("officer.funding");
  const english = useLocale() === "en";
  const nameOf = (fund: string) => {
    const named = money.names.find((one) => one.id === fund);
    return named ? (english ? named.nameEn : named.nameZh) : fund;
  };
  const open = money.funds.filter((one) => one.paid === null);
  return (
    <Section title={t("title")} lead={open.length > 0 ? t("lead") : undefined}>
      <Table
        caption={t("title")}
        captionHidden
        rows={money.funds}
        rowKey={(row) => row.fund}
        columns={[
          { key: "fund", header: t("fund"), heading: true, cell: (row) => nameOf(row.fund) },
          { key: "share", header: t("share"), numeric: true, cell: (row) => <Money fen={row.expectedFen} /> },
          { key: "on", header: t("paidOn"), cell: (row) => (row.paid ? <Day on={row.paid.paidOn} /> : t("waiting")) },
          { key: "reference", header: t("reference"), cell: (row) => row.paid?.reference ?? "—" },
          { key: "by", header: t("by"), cell: (row) => row.paid?.by ?? "—" },
        ]}
      />
      {officer && open.length > 0 && (
        <div className="grid items-start gap-4 xl:grid-cols-2">
          {open.map((one) => (
            <Record
              key={one.fund}
              settlementId={settlementId}
              fund={one.fund}
              name={nameOf(one.fund)}
              expectedFen={one.expectedFen}
              today={dayAt(new Date())}
            />
          ))}
        </div>
      )}
      <Payouts settlementId={settlementId} money={money} />
    </Section>
  );
}

function Record(given: { settlementId: string; fund: string; name: string; expectedFen: number; today: DayText }) {
  const t = useTranslations("officer.funding");
  const { settlementId, fund, name, expectedFen, today } = given;
  return (
    <section className="grid gap-4 rounded-lg border border-line bg-surface p-4 sm:p-6" aria-label={name}>
      <h3 className="font-semibold">{t("record", { name })}</h3>
      <Form action={fundAction} of={fund} hidden={{ settlementId, fund }} className="grid gap-4 sm:grid-cols-2">
        <FormText
          name="amountFen"
          label={t("amount")}
          hint={t("amountHint", { expected: yuanText(expectedFen) })}
          inputMode="decimal"
          suffix={t("yuan")}
        />
        <FormText name="paidOn" type="date" label={t("paidOn")} hint={t("onHint")} defaultValue={today} max={today} />
        <FormText name="reference" label={t("reference")} hint={t("referenceHint")} maxLength={80} />
        <div className="flex items-end">
          <SubmitButton icon={<Landmark aria-hidden size={18} />}>{t("submit")}</SubmitButton>
        </div>
      </Form>
    </section>
  );
}

function Payouts({ settlementId, money }: { settlementId: string; money: SettlementMoney }) {
  const t = useTranslations("officer.funding");
  const statuses = useTranslations("words.payoutStatus");
  const { all, sums } = money.payouts;
  if (all === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <span className="text-muted">{t("payouts", { count: all })}</span>
      {sums
        .filter((one) => one.payouts > 0)
        .map((one) => (
          <span key={one.status}>
            {t("payoutCount", { status: statuses(one.status), count: one.payouts })} <Money fen={one.fen} size="sm" />
          </span>
        ))}
      <ButtonLink
        href={`/officer/payouts?batch=${settlementId}`}
        tone="link"
        icon={<ArrowRight aria-hidden size={18} />}
      >
        {t("toPayouts")}
      </ButtonLink>
    </p>
  );
}
