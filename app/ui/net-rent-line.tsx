import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Fen } from "#lib/money";
import { Money } from "#ui/money";
import { classes } from "#ui/tone";

export type NetRent = {
  rentFen: Fen;
  livingFen: Fen;
  rentPartFen: Fen;
  /** What the tenant pays; the rules compute it, this only shows it. */
  yoursFen: Fen;
  /** What is left of the subsidy and paid out. */
  surplusFen?: Fen;
  /** What is left of the subsidy and kept for the next month's rent, and what earlier months kept and this one uses. */
  keptFen?: Fen;
  drawnFen?: Fen;
};

/** `theirs`: read by somebody at a desk, about another. */
type Look = { label?: string; stacked?: boolean; theirs?: boolean };

/**
 * 月租 − 生活资助 − 租房资助 = 您付, stacked like a bill on phones and in one line on wider screens.
 * `label` replaces 您付 (预计, 实际); `stacked` keeps the bill form everywhere.
 */
export function NetRentLine({ net, ...look }: Look & { net: NetRent }) {
  return (
    <NetRentTerms
      {...look}
      rent={<Money fen={net.rentFen} />}
      living={<Money fen={net.livingFen} />}
      rentPart={<Money fen={net.rentPartFen} />}
      yours={<Money fen={net.yoursFen} size="lg" unit="month" />}
      drawn={net.drawnFen ? <Money fen={net.drawnFen} /> : undefined}
      surplus={<NetRentRest net={net} theirs={look.theirs} />}
    />
  );
}

type Terms = Record<"rent" | "living" | "rentPart" | "yours" | "surplus", ReactNode> & { drawn?: ReactNode };

/** The line around amounts that the caller writes. */
export function NetRentTerms({ label, stacked, rent, living, rentPart, drawn, yours, surplus }: Look & Terms) {
  const t = useTranslations("ui.netRent");
  const row = stacked ? "" : "sm:flex sm:flex-wrap sm:items-baseline-last sm:gap-x-3";
  return (
    <div className="grid gap-2">
      <div className={classes("grid", row)}>
        <Term label={t("rent")} stacked={stacked}>
          {rent}
        </Term>
        <Term label={t("living")} sign="−" stacked={stacked}>
          {living}
        </Term>
        <Term label={t("rentPart")} sign="−" stacked={stacked}>
          {rentPart}
        </Term>
        {drawn && (
          <Term label={t("drawn")} sign="−" stacked={stacked}>
            {drawn}
          </Term>
        )}
        <Term label={label ?? t("yours")} sign="=" stacked={stacked} result>
          {yours}
        </Term>
      </div>
      {surplus}
    </div>
  );
}

/** Whether anything of the subsidy is left above the rent. */
export const leavesRest = ({ surplusFen = 0, keptFen = 0 }: NetRent): boolean => surplusFen > 0 || keptFen > 0;

/** What becomes of what is left above the rent: paid out, kept for the next month, or both. */
export function NetRentRest({ net: { surplusFen = 0, keptFen = 0 }, theirs }: { net: NetRent; theirs?: boolean }) {
  const t = useTranslations("ui.netRent");
  return (
    <>
      {surplusFen > 0 && (
        <p className="text-green-700 text-sm">
          {t(theirs ? "theirSurplus" : "surplus")} <Money fen={surplusFen} size="sm" unit="month" />
        </p>
      )}
      {keptFen > 0 && (
        <p className="text-green-700 text-sm">
          {t("kept")} <Money fen={keptFen} size="sm" />
        </p>
      )}
    </>
  );
}

function Term(props: { label: string; sign?: string; result?: boolean; stacked?: boolean; children: ReactNode }) {
  const { label, sign, result, stacked, children } = props;
  return (
    <div
      className={classes(
        "flex items-baseline gap-x-3 py-1",
        result && "mt-1 border-ink border-t pt-2",
        !stacked && (sign ? "sm:grid sm:grid-cols-[auto_auto]" : "sm:grid"),
        !stacked && result && "sm:mt-0 sm:border-0 sm:pt-1",
      )}
    >
      <span
        className={classes(
          "mr-auto text-sm",
          result ? "font-medium" : "text-muted",
          !stacked && "sm:text-xs",
          !stacked && sign && "sm:col-start-2",
        )}
      >
        {label}
      </span>
      {sign && (
        <span
          className={classes(
            "text-muted",
            result && "sr-only",
            !stacked && "sm:not-sr-only sm:col-start-1 sm:row-start-2",
          )}
        >
          {sign}
        </span>
      )}
      <span className={!stacked && sign ? "sm:col-start-2 sm:row-start-2" : undefined}>{children}</span>
    </div>
  );
}
