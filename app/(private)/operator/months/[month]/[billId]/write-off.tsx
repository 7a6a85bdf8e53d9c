import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import type { BillView } from "#lib/billing/queries";
import { writeOffsOf } from "#lib/corrections/write-off-queries";
import { newId } from "#lib/ids";
import { yuanText } from "#lib/money";
import { Folded } from "#ui/folded";
import { Form, FormText, FormTextarea } from "#ui/form";
import { Notice } from "#ui/notice";
import { SubmitButton } from "#ui/submit-button";
import { writeOffAction } from "../../actions.ts";

/** Giving up what is overdue and will not come: proposed here, signed by an officer. */
export async function WriteOff({ actor, bill }: { actor: Actor; bill: BillView }) {
  if (!mayEver(actor, "writeOff.propose")) return null;
  const t = await getTranslations("corrections.propose");
  const waiting = (await writeOffsOf(actor, bill.id)).filter((one) => one.waiting);
  const waitingFen = waiting.reduce((sum, one) => sum + one.amountFen, 0);
  const freeFen = bill.dueFen - waitingFen;
  return (
    <>
      {waitingFen > 0 && <Notice tone="blue">{t("waiting", { amount: yuanText(waitingFen) })}</Notice>}
      {bill.status === "overdue" && freeFen > 0 && (
        <Folded look="below" title={t("title")}>
          <Form
            action={writeOffAction}
            of="write-off"
            hidden={{ writeOffId: newId(), billId: bill.id, month: bill.month }}
            className="grid max-w-form gap-5 pb-4"
          >
            <p className="text-muted">{t("lead")}</p>
            <FormText
              name="amountFen"
              label={t("amount")}
              defaultValue={yuanText(freeFen)}
              inputMode="decimal"
              suffix={t("yuan")}
              width="md"
            />
            <FormTextarea name="reason" label={t("reason")} rows={2} maxLength={300} />
            <SubmitButton tone="quiet">{t("submit")}</SubmitButton>
          </Form>
        </Folded>
      )}
    </>
  );
}
