import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { ReadingRowView, ReadingState } from "#lib/meters/import-queries";
import { Badge } from "#ui/badge";
import type { Tone } from "#ui/tone";

const tones: Record<ReadingState, Tone> = {
  good: "green",
  implausible: "amber",
  wrong: "red",
  duplicate: "grey",
  posted: "green",
  dismissed: "grey",
};

/** What a row of a list of readings would do or did, and why. */
export function RowResult({ row }: { row: ReadingRowView }) {
  const t = useTranslations("charges.meters.states");
  return (
    <span className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 sm:justify-start">
      <Badge tone={tones[row.state]}>{t(row.state)}</Badge>
      <span className="text-muted text-sm">
        <RowReason row={row} />
      </span>
    </span>
  );
}

/** Why a reading waits, was passed over or cannot be taken. */
export function RowReason({ row }: { row: ReadingRowView }) {
  const refusals = useTranslations("refusals");
  const locale = useLocale();
  return row.reason ? textOf(refusals, row.reason, written(locale, row.reasonValues)) : null;
}
