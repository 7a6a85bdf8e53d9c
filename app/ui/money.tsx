import { useTranslations } from "next-intl";
import { type Fen, yuanText } from "#lib/money";
import { classes } from "#ui/tone";

const sizes = {
  sm: { number: "text-sm", small: "text-xs" },
  md: { number: "text-base", small: "text-sm" },
  lg: { number: "text-xl font-semibold tracking-tight", small: "text-sm" },
  display: { number: "text-2xl font-semibold tracking-tight", small: "text-base" },
};

/** `1234567.50` → `1,234,567.50`; below ten thousand nothing is grouped, as rents are written. */
function grouped(yuan: string): { whole: string; rest: string } {
  const [whole = "0", rest] = yuan.split(".");
  const long = whole.length > 4;
  return { whole: long ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole, rest: rest ? `.${rest}` : "" };
}

/**
 * An amount in fen, written in yuan. `unit` is `"month"` for 元/月 or any text; `always` shows a plus sign for what comes in.
 * Fen are only shown where there are any, or with `exact`.
 */
export function Money({
  fen,
  size = "md",
  unit,
  always,
  exact,
}: {
  fen: Fen;
  size?: keyof typeof sizes;
  unit?: "month" | (string & {});
  always?: boolean;
  exact?: boolean;
}) {
  const t = useTranslations("ui.money");
  const look = sizes[size];
  const { whole, rest } = grouped(yuanText(Math.abs(fen)));
  return (
    <span className={classes("tabular whitespace-nowrap", look.number)}>
      {fen < 0 ? "−" : always && fen > 0 ? "+" : ""}
      <span className={classes("mr-[0.08em] font-normal", look.small)}>¥</span>
      {whole}
      {rest || (exact ? ".00" : "")}
      {unit && (
        <span className={classes("ml-0.5 font-normal text-muted", look.small)}>
          {unit === "month" ? t("perMonth") : unit}
        </span>
      )}
    </span>
  );
}
