import { Check, RotateCcw, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { dayAt } from "#lib/days";
import type { payoutFor } from "#lib/payouts/queries";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormCheckbox, FormText } from "#ui/form";
import { Notice } from "#ui/notice";
import { SubmitButton } from "#ui/submit-button";
import { againAction, paidAction, returnedAction } from "../actions.ts";

type Payout = Awaited<ReturnType<typeof payoutFor>>;

/** What an officer can do with a payout now. */
export function Next({ payout }: { payout: Payout }) {
  const t = useTranslations("payouts");
  if (payout.status === "ready") {
    return payout.accountNow ? (
      <Notice tone="blue">{t("waitsForFile")}</Notice>
    ) : (
      <Notice tone="amber" title={t("noAccount")}>
        {t("toldToGive")}
      </Notice>
    );
  }
  if (payout.status === "sent") {
    return (
      <div className="grid gap-4">
        <Paid payout={payout} />
        <Returned payout={payout} folded />
      </div>
    );
  }
  if (payout.status === "paid") return <Returned payout={payout} folded />;
  return payout.waits ? <Again payout={payout} /> : null;
}

function Paid({ payout }: { payout: Payout }) {
  const t = useTranslations("payouts");
  const today = dayAt(new Date());
  return (
    <Card>
      <div className="grid gap-4">
        <h2 className="font-semibold text-lg">{t("paidTitle")}</h2>
        <Form action={paidAction} of="paid" hidden={{ payoutId: payout.id }} className="grid gap-4">
          <FormText name="on" type="date" label={t("paidOn")} defaultValue={today} max={today} width="md" />
          <FormText name="reference" label={t("bankReference")} maxLength={80} width="md" />
          <SubmitButton icon={<Check aria-hidden size={18} />}>{t("recordPaid")}</SubmitButton>
        </Form>
      </div>
    </Card>
  );
}

function Returned({ payout, folded }: { payout: Payout; folded: boolean }) {
  const t = useTranslations("payouts");
  const today = dayAt(new Date());
  return (
    <Folded look="box" title={t("returnedTitle")} open={!folded}>
      <div className="grid gap-4 px-4 pb-6 sm:px-6">
        <p className="text-muted">{t("returnedText")}</p>
        <Form action={returnedAction} of="returned" hidden={{ payoutId: payout.id }} className="grid gap-4">
          <FormText name="on" type="date" label={t("returnedOn")} defaultValue={today} max={today} width="md" />
          <FormText name="reason" label={t("returnReason")} hint={t("returnHint")} maxLength={120} />
          <SubmitButton tone="quiet" icon={<Undo2 aria-hidden size={18} />}>
            {t("recordReturned")}
          </SubmitButton>
        </Form>
      </div>
    </Folded>
  );
}

function Again({ payout }: { payout: Payout }) {
  const t = useTranslations("payouts");
  const mended = payout.accountNow !== null && payout.accountNow !== payout.lastFour;
  return (
    <Card>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("againTitle")}</h2>
          <p className="text-muted">
            {payout.accountNow === null
              ? t("noAccount")
              : mended
                ? t("mended", { lastFour: payout.accountNow })
                : t("notMended", { lastFour: payout.accountNow })}
          </p>
        </div>
        <Form action={againAction} hidden={{ payoutId: payout.id }} className="grid gap-4">
          {!mended && payout.accountNow !== null && (
            <FormCheckbox name="sameAccount" value="yes" label={t("sameAccount")} hint={t("sameAccountHint")} />
          )}
          <SubmitButton icon={<RotateCcw aria-hidden size={18} />}>{t("again")}</SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
