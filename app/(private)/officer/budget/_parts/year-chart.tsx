import { useLocale, useTranslations } from "next-intl";
import { written } from "#i18n/written";
import type { FundYear } from "#lib/budget/queries";
import { yuanText } from "#lib/money";

/** Drawn once for phones and once for desks: one picture made smaller could not be read. */
const LOOKS = {
  phone: { width: 350, height: 210, className: "h-auto w-full sm:hidden", every: 2 },
  desk: { width: 720, height: 240, className: "hidden h-auto w-full max-w-[64rem] sm:block", every: 1 },
};
const FRAME = { top: 12, right: 8, bottom: 28, left: 48 };

/** So many yuan as a tick: ten thousands in Chinese, thousands in English. */
const tickText = (fen: number, english: boolean): string => {
  const unit = english ? 100_000 : 1_000_000;
  const value = Math.round((fen / unit) * 10) / 10;
  return `${value}${english ? "k" : "万"}`;
};

/** A round number of fen at or above, so that four equal parts of it are round as well. */
function niceTop(fen: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(fen, 1)));
  return [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].map((times) => times * step).find((one) => one >= fen) ?? 10 * step;
}

/**
 * A fund's year as it adds up month by month: what is in the books, what waits, what is expected, against the budget. The
 * table beside it says the same in numbers; the picture is only named to those who cannot see it.
 */
export function YearChart({ fund }: { fund: FundYear }) {
  return (
    <>
      <Picture fund={fund} look="phone" />
      <Picture fund={fund} look="desk" />
    </>
  );
}

function Picture({ fund, look }: { fund: FundYear; look: keyof typeof LOOKS }) {
  const t = useTranslations("budget");
  const locale = useLocale();
  const english = locale === "en";
  const { width: across, height: high, className, every } = LOOKS[look];
  const { months, totalFen } = fund.forecast;
  const top = niceTop(Math.max(totalFen, fund.appropriatedFen, 1) * 1.02);
  const plot = { width: across - FRAME.left - FRAME.right, height: high - FRAME.top - FRAME.bottom };
  const y = (fen: number) => FRAME.top + plot.height * (1 - fen / top);
  const step = plot.width / 12;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * top);
  let before = 0;
  return (
    <svg
      viewBox={`0 0 ${across} ${high}`}
      className={className}
      role="img"
      aria-label={t("chartName", { total: yuanText(totalFen), budget: yuanText(fund.appropriatedFen) })}
    >
      {ticks.map((fen) => (
        <g key={fen}>
          <line x1={FRAME.left} x2={across - FRAME.right} y1={y(fen)} y2={y(fen)} className="stroke-line" />
          <text x={FRAME.left - 6} y={y(fen) + 4} textAnchor="end" className="fill-muted text-[11px]">
            {tickText(fen, english)}
          </text>
        </g>
      ))}
      {months.map((month, index) => {
        const x = FRAME.left + index * step + step * 0.16;
        const width = step * 0.68;
        const [booked, waiting] = [before + month.approvedFen, before + month.approvedFen + month.waitingFen];
        const bars = [
          { key: "before", from: 0, to: before, className: "fill-green-100" },
          { key: "approved", from: before, to: booked, className: "fill-green-500" },
          { key: "waiting", from: booked, to: waiting, className: "fill-amber-500" },
          { key: "expected", from: waiting, to: month.sumFen, className: "fill-grey-100 stroke-grey-500" },
        ];
        before = month.sumFen;
        return (
          <g key={month.month}>
            {bars
              .filter((bar) => bar.to > bar.from)
              .map((bar) => (
                <rect
                  key={bar.key}
                  x={x}
                  width={width}
                  y={y(bar.to)}
                  height={Math.max(1, y(bar.from) - y(bar.to))}
                  className={bar.className}
                />
              ))}
            <text x={x + width / 2} y={high - 10} textAnchor="middle" className="fill-muted text-[11px]">
              {index % every > 0
                ? ""
                : english
                  ? String(written(locale, { month: month.month }).month).slice(0, 3)
                  : String(Number(month.month.slice(5)))}
            </text>
          </g>
        );
      })}
      {fund.kept && (
        <line
          x1={FRAME.left}
          x2={across - FRAME.right}
          y1={y(fund.appropriatedFen)}
          y2={y(fund.appropriatedFen)}
          className="stroke-red-700"
          strokeWidth={2}
          strokeDasharray="6 4"
        />
      )}
    </svg>
  );
}

const keys = [
  { key: "earlier", className: "bg-green-100" },
  { key: "approved", className: "bg-green-500" },
  { key: "waiting", className: "bg-amber-500" },
  { key: "expected", className: "border border-grey-500 bg-grey-100" },
  { key: "budget", className: "border-red-700 border-t-2 border-dashed h-0" },
] as const;

/** What the colours of the picture mean. */
export function ChartLegend() {
  const t = useTranslations("budget.legend");
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {keys.map(({ key, className }) => (
        <li key={key} className="flex items-center gap-2">
          <span aria-hidden className={`inline-block size-3 ${className}`} />
          {t(key)}
        </li>
      ))}
    </ul>
  );
}
