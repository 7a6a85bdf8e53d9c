import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { MoneyMove, myMoney } from "#lib/billing/statement";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { PrintButton } from "#ui/print-button";
import { TabsNav } from "#ui/tabs-nav";
import { TextLink } from "#ui/text-link";

type Moves = Awaited<ReturnType<typeof myMoney>>;

/**
 * A person's money move by move, as the books have it; the latest stands first. One year at a time, to be kept or printed:
 * `year` is the one asked for, `href` leads to others.
 */
export function MoneyMoves({
  money,
  year,
  href,
}: {
  money: Moves;
  year?: string | undefined;
  href: (year: string) => string;
}) {
  const t = useTranslations("my.money");
  const years = [...new Set(money.moves.map((move) => move.on.slice(0, 4)))];
  const shown = years.find((one) => one === year) ?? years[0];
  if (!shown) return <EmptyState title={t("empty")} />;
  return (
    <div className="grid gap-4 pt-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">{t("lead")}</p>
        <PrintButton>{t("print")}</PrintButton>
      </div>
      {years.length > 1 && (
        <TabsNav
          label={t("years")}
          tabs={years.map((one) => ({ href: href(one), label: one, current: one === shown }))}
        />
      )}
      {money.waiting.map((refund) => (
        <Notice key={refund.id} tone="amber" title={t("refundWaiting")}>
          <Money fen={refund.amountFen} size="sm" /> · <Day on={refund.on} />
        </Notice>
      ))}
      <ol className="divide-y divide-line border-line border-y">
        {money.moves
          .filter((move) => move.on.startsWith(shown))
          .map((move) => (
            <Move key={move.id} move={move} />
          ))}
      </ol>
    </div>
  );
}

function Move({ move }: { move: MoneyMove }) {
  const t = useTranslations("my.money");
  const kinds = useTranslations("my.money.kinds");
  const { month } = written(useLocale(), { month: move.month });
  const { balanceFen, owedFen, surplusFen, carriedFen } = move;
  const moved = owedFen || Math.abs(move.creditFen) || move.depositFen || Math.abs(surplusFen) || Math.abs(carriedFen);
  const title = textOf(kinds, move.correction ? "correction" : move.kind, { month: String(month) });
  const href = move.paymentId ? `/my/receipts/${move.paymentId}` : move.billId && `/my/bills/${move.billId}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-3">
      <div className="grid gap-0.5">
        <p className="font-medium">
          {href ? (
            <TextLink href={href} look="small">
              {title}
            </TextLink>
          ) : (
            title
          )}
        </p>
        <p className="text-muted text-sm">
          <Day on={move.on} />
          {move.paymentId && <> · {t("receipt")}</>}
          {move.correction && (
            <>
              {" · "}
              {move.correction.no} · {move.correction.reason}
            </>
          )}
          {move.correction && move.claimFen > 0 && (
            <>
              {" · "}
              {t("claimed")} <Money fen={move.claimFen} size="sm" />
            </>
          )}
          {owedFen !== 0 && surplusFen > 0 && (
            <>
              {" · "}
              {t("surplusToo")} <Money fen={surplusFen} size="sm" />
            </>
          )}
          {carriedFen !== 0 && (
            <>
              {" · "}
              {carriedFen > 0 ? t("kept") : t("drawn")} <Money fen={Math.abs(carriedFen)} size="sm" />
            </>
          )}
        </p>
      </div>
      <div className="grid content-start justify-items-end gap-0.5">
        <Money fen={moved} always={owedFen > 0} />
        <p className="text-muted text-sm">
          {balanceFen === 0 ? (
            t("even")
          ) : (
            <>
              {balanceFen > 0 ? t("left") : t("leftCredit")} <Money fen={Math.abs(balanceFen)} size="sm" />
            </>
          )}
        </p>
      </div>
    </li>
  );
}
