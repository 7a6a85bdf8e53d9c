import { Check, Stamp, Undo2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { budgetsFor } from "#lib/budget/fund-queries";
import type { settlementFor } from "#lib/subsidy/queries";
import { inBooks } from "#lib/subsidy/rules-settlement";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Folded } from "#ui/folded";
import { Form, FormTextarea } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { approveAction, checkAction, returnAction } from "./actions.ts";

type Settlement = Awaited<ReturnType<typeof settlementFor>>;
type BatchBudget = Awaited<ReturnType<typeof budgetsFor>>[number];

/** What the officer can do with the batch now, and what it means; or why it is another's turn. */
export function Decide({
  settlement,
  budgets,
  officer,
}: {
  settlement: Settlement;
  budgets: readonly BatchBudget[];
  officer: boolean;
}) {
  const t = useTranslations("officer.decide");
  if (inBooks(settlement.status)) return null;
  if (!officer) return null;
  if (!settlement.mine) {
    return (
      <Notice tone="blue" title={t("anotherTitle")}>
        {settlement.status === "checked" ? t("anotherApproves") : t("anotherChecks")}
      </Notice>
    );
  }
  const hidden = { settlementId: settlement.id, contentHash: settlement.contentHash };
  const checking = settlement.status === "draft";
  const over = budgets.some((one) => one.kept && one.afterFen < 0);
  return (
    <Card>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{checking ? t("checkTitle") : t("approveTitle")}</h2>
          <p className="max-w-prose text-muted">{checking ? t("checkText") : t("approveText")}</p>
          <p className="text-muted text-sm">
            {t("fingerprint")} <code className="tabular">{settlement.contentHash.slice(0, 12)}</code>
          </p>
        </div>
        <Budgets budgets={budgets} />
        <Form action={checking ? checkAction : approveAction} hidden={hidden} className="grid gap-4">
          {!checking && over && (
            <FormTextarea
              name="overBudget"
              label={t("overBudget")}
              hint={t("overBudgetHint")}
              rows={2}
              maxLength={200}
            />
          )}
          <SubmitButton icon={checking ? <Check aria-hidden size={18} /> : <Stamp aria-hidden size={18} />}>
            {checking ? t("check") : t("approve")}
          </SubmitButton>
        </Form>
      </div>
    </Card>
  );
}

/** What approving it does to the budgets of its funds. */
function Budgets({ budgets }: { budgets: readonly BatchBudget[] }) {
  const t = useTranslations("officer.decide");
  const english = useLocale() === "en";
  if (budgets.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {budgets.map(({ fund, year, kept, shareFen, beforeFen, afterFen }) => (
        <li key={fund.id} className="flex flex-wrap items-baseline gap-x-3">
          <TextLink href={`/officer/budget/${year}/${fund.id}`} look="small">
            {t("fundOfYear", { fund: english ? fund.nameEn : fund.nameZh, year: String(year) })}
          </TextLink>
          <span className="text-muted text-sm">
            {t("thisBatch")} <Money fen={shareFen} size="sm" />
            {kept && (
              <>
                {" · "}
                {t("available")} <Money fen={beforeFen} size="sm" />
              </>
            )}
          </span>
          {!kept && <Badge>{t("noBudget")}</Badge>}
          {kept && afterFen < 0 && (
            <Badge tone="red">
              {t("lacks")} <Money fen={-afterFen} size="sm" />
            </Badge>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Sending a checked batch back, folded away: it is the rarer way. */
export function SendBack({ settlement }: { settlement: Settlement }) {
  const t = useTranslations("officer.decide");
  if (settlement.status !== "checked") return null;
  return (
    <Folded look="box" title={t("returnTitle")}>
      <div className="grid gap-4 px-4 pb-6 sm:px-6">
        <p className="max-w-prose text-muted">{t("returnText")}</p>
        <Form action={returnAction} hidden={{ settlementId: settlement.id }} className="grid max-w-form gap-4">
          <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={500} />
          <SubmitButton tone="quiet" icon={<Undo2 aria-hidden size={18} />}>
            {t("return")}
          </SubmitButton>
        </Form>
      </div>
    </Folded>
  );
}
