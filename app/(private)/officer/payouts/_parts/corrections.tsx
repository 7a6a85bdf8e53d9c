import { Landmark } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { dayAt } from "#lib/days";
import { yuanText } from "#lib/money";
import type { CorrectionToFund } from "#lib/payouts/correction-funding";
import { Form, FormText } from "#ui/form";
import { Money } from "#ui/money";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { settleCorrectionAction } from "../actions.ts";

/** What posted corrections changed and public finance has not settled yet: the rest it pays, or what it takes back. */
export function CorrectionsToFund({ open, officer }: { open: readonly CorrectionToFund[]; officer: boolean }) {
  const t = useTranslations("payouts");
  const english = useLocale() === "en";
  const today = dayAt(new Date());
  return (
    <ul className="grid gap-4 xl:grid-cols-2">
      {open.map(({ correctionId, no, fund, amountFen }) => {
        const id = `${correctionId}-${fund.id}`;
        const direction = amountFen < 0 ? "back" : "paid";
        return (
          <li key={id} className="grid gap-4 rounded-lg border border-line bg-surface p-4">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">
                <TextLink href={`/officer/corrections/${correctionId}`} look="small">
                  {no}
                </TextLink>{" "}
                {english ? fund.nameEn : fund.nameZh}
              </span>
              <span>
                {t(`direction.${direction}`)} <Money fen={Math.abs(amountFen)} />
              </span>
            </p>
            {officer && (
              <details>
                <summary className="min-h-11 cursor-pointer content-center font-medium text-green-700">
                  {t("settle")}
                </summary>
                <Form
                  action={settleCorrectionAction}
                  of={id}
                  hidden={{ correctionId, fund: fund.id, direction }}
                  className="grid gap-4 pt-2 sm:grid-cols-2"
                >
                  <FormText
                    name="amountFen"
                    label={t("amount")}
                    hint={t("amountHint", { expected: yuanText(Math.abs(amountFen)) })}
                    inputMode="decimal"
                    suffix={t("yuan")}
                  />
                  <FormText name="paidOn" type="date" label={t("settledOn")} defaultValue={today} max={today} />
                  <FormText name="reference" label={t("voucher")} maxLength={80} />
                  <div className="flex items-end">
                    <SubmitButton tone="quiet" icon={<Landmark aria-hidden size={18} />}>
                      {t("settle")}
                    </SubmitButton>
                  </div>
                </Form>
              </details>
            )}
          </li>
        );
      })}
    </ul>
  );
}
