import { Stamp } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { WaitingAppropriation } from "#lib/budget/queries";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { approveAction, rejectAction } from "../actions.ts";

/** Changes of a budget that one officer entered and another has to decide. */
export function Waiting({ waiting, userId }: { waiting: readonly WaitingAppropriation[]; userId: string | null }) {
  const t = useTranslations("budget");
  const english = useLocale() === "en";
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      {waiting.map((one) => (
        <Card key={one.id}>
          <div className="grid gap-4">
            <SummaryList
              items={[
                {
                  label: t("fund"),
                  value: t("fundOfYear", { fund: english ? one.fund.nameEn : one.fund.nameZh, year: String(one.year) }),
                },
                { label: t("change"), value: <Money fen={one.amountFen} size="lg" always /> },
                { label: t("basis"), value: one.reason },
                {
                  label: t("maker"),
                  value: (
                    <>
                      {one.maker ?? "—"} <Instant at={one.madeAt} look="short" />
                    </>
                  ),
                },
              ]}
            />
            {userId !== null &&
              (userId === one.madeBy ? <p className="text-muted">{t("anotherDecides")}</p> : <Decide id={one.id} />)}
          </div>
        </Card>
      ))}
    </div>
  );
}

function Decide({ id }: { id: string }) {
  const t = useTranslations("budget");
  return (
    <>
      <Form action={approveAction} hidden={{ proposalId: id }} className="grid gap-4">
        <SubmitButton icon={<Stamp aria-hidden size={18} />}>{t("approve")}</SubmitButton>
      </Form>
      <Folded look="below" title={t("rejectTitle")}>
        <Form action={rejectAction} of={id} hidden={{ proposalId: id }} className="grid gap-4 pb-2">
          <FormText name="reason" label={t("rejectReason")} maxLength={200} />
          <SubmitButton tone="quiet">{t("reject")}</SubmitButton>
        </Form>
      </Folded>
    </>
  );
}
