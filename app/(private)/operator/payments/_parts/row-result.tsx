import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { BankRowView } from "#lib/billing/bank-queries";
import { Badge } from "#ui/badge";
import type { Tone } from "#ui/tone";

const tones: Record<BankRowView["state"], Tone> = {
  matched: "green",
  suggested: "blue",
  unmatched: "amber",
  wrong: "red",
  duplicate: "grey",
  skipped: "grey",
  posted: "green",
  waiting: "amber",
  dismissed: "grey",
};

/** What a row of a bank's list would do or did, and why. */
export function RowResult({ row }: { row: Pick<BankRowView, "state" | "reason" | "reasonValues"> }) {
  const t = useTranslations("operator.payments");
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 sm:justify-start">
      <Badge tone={tones[row.state]}>{t(`states.${row.state}`)}</Badge>
      <span className="text-muted text-sm">
        <RowReason row={row} />
      </span>
    </span>
  );
}

/** Why a row was matched, or why not. */
export function RowReason({ row }: { row: Pick<BankRowView, "reason" | "reasonValues"> }) {
  const matched = useTranslations("operator.payments.matched");
  const refused = useTranslations("refusals");
  const values = written(useLocale(), row.reasonValues);
  return matched.has(row.reason as never) ? textOf(matched, row.reason, values) : textOf(refused, row.reason, values);
}
