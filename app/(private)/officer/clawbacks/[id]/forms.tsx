import { CalendarClock, Stamp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { ClawbackView } from "#lib/corrections/clawback-queries";
import { instalmentsOf } from "#lib/corrections/rules-clawback";
import { addMonths } from "#lib/days";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormSelect, FormText, FormTextarea } from "#ui/form";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import {
  approvePlanAction,
  approveWriteOffAction,
  planAction,
  proposeWriteOffAction,
  rejectWriteOffAction,
  returnPlanAction,
} from "../actions.ts";

type Given = { clawback: ClawbackView };

/** A plan that waits: what it comes to, and the second officer's yes or no. */
export function DecidePlan({ clawback }: Given) {
  const t = useTranslations("corrections.clawback");
  if (clawback.status !== "proposed") return null;
  if (!clawback.mine) {
    return (
      <Notice tone="blue" title={t("anotherTitle")}>
        {t("anotherText")}
      </Notice>
    );
  }
  const seen = {
    clawbackId: clawback.id,
    monthlyLimitFen: String(clawback.monthlyLimitFen),
    fromMonth: clawback.fromMonth,
  };
  return (
    <Card>
      <div className="grid gap-4">
        <h2 className="font-semibold text-lg">{t("approveTitle")}</h2>
        <p>
          <MonthText month={clawback.fromMonth} /> {t("onwards")} <Instalments clawback={clawback} />
        </p>
        <p className="text-muted">{clawback.reason}</p>
        <Form action={approvePlanAction} hidden={seen} className="grid justify-items-start gap-4">
          <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("approve")}</SubmitButton>
        </Form>
        <Folded look="below" title={t("returnTitle")}>
          <Form
            action={returnPlanAction}
            of="return"
            hidden={{ clawbackId: clawback.id }}
            className="grid max-w-form gap-4 pb-2"
          >
            <FormTextarea name="reason" label={t("returnReason")} rows={2} maxLength={300} />
            <SubmitButton tone="quiet">{t("return")}</SubmitButton>
          </Form>
        </Folded>
      </div>
    </Card>
  );
}

function Instalments({ clawback }: Given) {
  const t = useTranslations("corrections.clawback");
  return (
    <>
      {instalmentsOf(clawback.restFen, clawback).map(({ fen, months }, index) => (
        <span key={fen}>
          {index > 0 && ` ${t("then")} `}
          {t("times", { count: months })} <Money fen={fen} />
        </span>
      ))}
    </>
  );
}

const CHOICE = 12;

/** Proposing a plan, or another one in place of one that runs. */
export function Plan({ clawback }: Given) {
  const t = useTranslations("corrections.clawback");
  const locale = useLocale();
  const months = Array.from({ length: CHOICE }, (_, ahead) => addMonths(clawback.earliest, ahead));
  const first = clawback.status === "claimed";
  return (
    <Section title={first ? t("planTitle") : t("replanTitle")} lead={first ? t("planLead") : t("replanLead")}>
      <Form action={planAction} of="plan" hidden={{ clawbackId: clawback.id }} className="grid max-w-form gap-5">
        <FormText
          name="monthlyLimitFen"
          label={t("limit")}
          hint={t("limitHint")}
          defaultValue={first ? "" : yuanText(Math.min(clawback.monthlyLimitFen, clawback.restFen))}
          inputMode="decimal"
          suffix={t("yuan")}
          width="md"
        />
        <FormSelect
          name="fromMonth"
          label={t("from")}
          options={months.map((month) => ({ value: month, label: String(written(locale, { month }).month) }))}
        />
        <FormTextarea
          name="reason"
          label={t("planReason")}
          hint={t("planReasonHint")}
          defaultValue={clawback.reason || clawback.correction?.reason}
          rows={2}
          maxLength={300}
        />
        <SubmitButton icon={<CalendarClock aria-hidden size={18} />}>{t("propose")}</SubmitButton>
      </Form>
    </Section>
  );
}

/** Giving up what is left, or part of it, with two signatures. */
export function WriteOff({ clawback, own }: Given & { own: boolean }) {
  const t = useTranslations("corrections.clawback");
  const { writeOff } = clawback;
  if (writeOff) {
    return (
      <Section title={t("writeOffWaits")}>
        <p>
          <Money fen={writeOff.amountFen} /> · {writeOff.reason} · {writeOff.maker}
        </p>
        {own ? (
          <Notice tone="blue">{t("writeOffAnother")}</Notice>
        ) : (
          <>
            <Form action={approveWriteOffAction} hidden={{ clawbackId: clawback.id }} className="grid gap-4">
              <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("writeOffApprove")}</SubmitButton>
            </Form>
            <Form
              action={rejectWriteOffAction}
              of="reject"
              hidden={{ clawbackId: clawback.id }}
              className="grid max-w-form gap-4"
            >
              <FormTextarea name="reason" label={t("returnReason")} rows={2} maxLength={300} />
              <SubmitButton tone="quiet">{t("writeOffReject")}</SubmitButton>
            </Form>
          </>
        )}
      </Section>
    );
  }
  return (
    <Folded look="below" title={t("writeOffTitle")}>
      <Form
        action={proposeWriteOffAction}
        of="write-off"
        hidden={{ clawbackId: clawback.id, writeOffId: newId() }}
        className="grid max-w-form gap-5 pb-4"
      >
        <p className="text-muted">{t("writeOffLead")}</p>
        <FormText
          name="amountFen"
          label={t("amount")}
          defaultValue={yuanText(clawback.restFen)}
          inputMode="decimal"
          suffix={t("yuan")}
          width="md"
        />
        <FormTextarea name="reason" label={t("writeOffReason")} rows={2} maxLength={300} />
        <SubmitButton tone="quiet">{t("writeOffPropose")}</SubmitButton>
      </Form>
    </Folded>
  );
}
