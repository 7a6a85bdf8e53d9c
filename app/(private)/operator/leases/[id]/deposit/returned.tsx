import { useTranslations } from "next-intl";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { SummaryList } from "#ui/summary-list";
import type { DepositView } from "./page.tsx";

/** How a deposit was given back: what was kept and why. */
export function Returned({ returned }: { returned: NonNullable<DepositView["returned"]> }) {
  const t = useTranslations("charges.deposit");
  const kinds = useTranslations("charges.deposit.kinds");
  const kept = returned.depositFen - returned.returnedFen;
  const above = returned.deductions.reduce((sum, one) => sum + one.amountFen, 0) - kept;
  return (
    <div className="grid gap-4 pb-4">
      <Notice tone="green" title={t("returned")}>
        <Instant at={returned.madeAt} look="short" /> {returned.maker}
      </Notice>
      <SummaryList
        items={[
          { label: t("deposit"), value: <Money fen={returned.depositFen} /> },
          ...returned.deductions.map((one, index) => ({
            label: `${index + 1}. ${kinds(one.kind)}`,
            value: (
              <>
                <Money fen={-one.amountFen} /> · {one.reason}
              </>
            ),
          })),
          { label: t("back"), value: <Money fen={returned.returnedFen} size="lg" /> },
          ...(above > 0 ? [{ label: t("above"), value: <Money fen={above} /> }] : []),
        ]}
      />
    </div>
  );
}
