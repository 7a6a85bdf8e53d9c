import { useTranslations } from "next-intl";
import type { BillCorrection } from "#lib/corrections/bill-corrections";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Section } from "#ui/section";

const moves = ["credit", "payout", "kept", "charge", "claim", "withheld", "unkept", "setOff", "cleared"] as const;

/** What was corrected of a bill since: when, why, from what to what, and what it comes to for its tenant. */
export function BillCorrections({ corrections }: { corrections: readonly BillCorrection[] }) {
  const t = useTranslations("corrections.bill");
  const comes = useTranslations("corrections.bill.moves");
  if (corrections.length === 0) return null;
  return (
    <Section title={t("title")} lead={t("lead")}>
      <ol className="divide-y divide-line border-line border-y">
        {corrections.map((one) => {
          const its = moves.filter((move) => (one.moved[`${move}Fen`] ?? 0) > 0);
          return (
            <li key={one.id} className="grid gap-1 py-3">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4 font-medium">
                {t("no", { no: one.no })}
                <span className="font-normal text-muted text-sm">
                  <Instant at={one.at} look="short" />
                </span>
              </p>
              <p>{one.reason}</p>
              <Changed label={t("rent")} before={one.rentBeforeFen} after={one.rentAfterFen} />
              <Changed label={t("subsidy")} before={one.subsidyBeforeFen} after={one.subsidyAfterFen} />
              {its.map((move) => (
                <p key={move}>
                  {comes(move)} <Money fen={one.moved[`${move}Fen`] ?? 0} />
                </p>
              ))}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function Changed({ label, before, after }: { label: string; before: number; after: number }) {
  const t = useTranslations("corrections.bill");
  if (before === after) return null;
  return (
    <p className="text-muted text-sm">
      {label} {t("from")} <Money fen={before} size="sm" /> {t("to")} <Money fen={after} size="sm" />
    </p>
  );
}
