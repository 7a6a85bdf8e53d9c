import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { BillLineView, RentOfBill } from "#lib/billing/bill-lines";
import { daysBetween } from "#lib/days";
import { type Fen, yuanText } from "#lib/money";
import { Day } from "#ui/day";

type Line = Pick<BillLineView, "kind" | "detail" | "takingOff">;

/** How a line of a bill was worked out, in a sentence; nothing where its kind and reason say all. */
export function LineHow({ line }: { line: Line }) {
  const t = useTranslations("charges.how");
  const values = written(useLocale(), inYuan(line.detail));
  if (line.takingOff) return null;
  if (line.kind === "electricity" || line.kind === "water" || line.kind === "gas") {
    const shared = Number(line.detail.people) > 1 || Number(line.detail.days) < Number(line.detail.ofDays);
    return (
      <>
        <p>{t("readings", { ...pick(values, ["serialNo", "from", "to", "used"]), unit: t(`units.${line.kind}`) })}</p>
        <p>
          {t("cost", pick(values, ["worked", "whole"]))}
          {shared && t("shared", pick(values, ["days", "ofDays"]))}
        </p>
      </>
    );
  }
  if (line.kind === "deposit") {
    return (
      <p>{t(Number(line.detail.movedFen) > 0 ? "depositMoved" : "deposit", pick(values, ["deposit", "moved"]))}</p>
    );
  }
  if (line.kind === "lateFee") {
    const asked = pick(values, ["billNo", "dueOn", "perDay", "graceDays", "total"]);
    return <p>{t("lateFee", { ...asked, perDay: Number(line.detail.perDay) / 10 })}</p>;
  }
  if (line.kind === "damage" && line.detail.deductedFen !== undefined)
    return <p>{t("damage", pick(values, ["deducted", "deposit"]))}</p>;
  if (line.kind === "correction" && line.detail.rentBeforeFen !== undefined)
    return <p>{t("correction", pick(values, ["month", "rentBefore", "rentAfter"]))}</p>;
  if (line.kind === "clawback" && line.detail.clawbackNo !== undefined)
    return <p>{t("clawback", pick(values, ["clawbackNo"]))}</p>;
  return null;
}

type Values = Record<string, string | number>;

/** What is kept in fen is written in yuan, under its name without the unit. */
const inYuan = (detail: BillLineView["detail"]): Values =>
  Object.fromEntries(
    Object.entries(detail).map(([key, value]) =>
      key.endsWith("Fen") ? [key.slice(0, -3), yuanText(Number(value))] : [key, value ?? ""],
    ),
  );

const pick = <K extends string>(values: Values, keys: readonly K[]): Record<K, string | number> =>
  Object.fromEntries(keys.map((key) => [key, values[key] ?? ""])) as Record<K, string | number>;

/** How the rent was worked out, where it is not just a whole month of one rent for one tenant. */
export function RentHow({ rent, billedFen }: { rent: RentOfBill; billedFen: Fen }) {
  const t = useTranslations("charges.how");
  const { parts, sumFen, daysOfMonth, weight, weights } = rent;
  const whole = parts.length === 1 && sumFen === parts[0]?.monthFen;
  // A bill that was put right or made otherwise is not explained by what the lease says today.
  if ((whole && weight === weights) || Math.abs((sumFen * weight) / weights - billedFen) > 1) return null;
  return (
    <>
      {!whole &&
        parts.map((part) => (
          <p key={part.fromOn}>
            <Day on={part.fromOn} look="numeric" /> – <Day on={part.toOn} look="numeric" />
            {t("rentPart", {
              month: yuanText(part.monthFen),
              days: daysBetween(part.fromOn, part.toOn) + 1,
              ofDays: daysOfMonth,
              rent: yuanText(part.rentFen),
            })}
          </p>
        ))}
      {weight !== weights && <p>{t("rentShare", { whole: yuanText(sumFen), weight, weights })}</p>}
    </>
  );
}
