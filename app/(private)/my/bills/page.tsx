import { ChevronRight, Landmark, ReceiptText } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { myBills } from "#lib/billing/queries";
import { myMoney } from "#lib/billing/statement";
import { type MyClawback, myClawbacks } from "#lib/corrections/clawback-queries";
import { myPayouts } from "#lib/payouts/money";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { TabsNav } from "#ui/tabs-nav";
import { myPage } from "../my-page.ts";
import { MoneyMoves } from "./money-moves.tsx";

export default myPage("bill.view", async ({ actor, search }) => {
  const t = await getTranslations("my.bills");
  const bills = await myBills(actor);
  const money = await myMoney(actor);
  const { account, payouts } = await myPayouts(actor);
  const clawbacks = (await myClawbacks(actor)).filter((one) => one.status !== "settled");
  const view = search.view === "money" ? "money" : "bills";
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          (payouts.length > 0 || account !== "fine") && (
            <ButtonLink href="/my/account-number" tone="link" icon={<Landmark aria-hidden size={18} />}>
              {t("toAccount")}
            </ButtonLink>
          )
        }
      />
      {account !== "fine" && (
        <div className="pb-6">
          <Notice
            tone={account === "none" ? "amber" : "red"}
            action={<ButtonLink href="/my/account-number">{t("toAccount")}</ButtonLink>}
          >
            {account === "none" ? t("accountNeeded") : t("accountMend")}
          </Notice>
        </div>
      )}
      <OpenClawbacks clawbacks={clawbacks} />
      {bills.length === 0 ? (
        <EmptyState icon={<ReceiptText size={28} />} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <>
          <KeyFigures
            figures={[
              {
                label: t("dueNow"),
                value: <Money fen={bills.reduce((sum, bill) => sum + bill.expectedDueFen, 0)} size="lg" />,
                hint: bills.some((bill) => !bill.approved) ? t("dueNowHint") : undefined,
              },
              {
                label: t("received"),
                value: (
                  <Money
                    fen={bills.filter((bill) => bill.approved).reduce((sum, bill) => sum + bill.subsidyFen, 0)}
                    size="lg"
                  />
                ),
                tone: "green",
              },
              ...(money.creditFen > 0
                ? [
                    {
                      label: t("credit"),
                      value: <Money fen={money.creditFen} size="lg" />,
                      hint: t("creditHint"),
                      tone: "blue" as const,
                    },
                  ]
                : []),
            ]}
          />
          <TabsNav
            label={t("title")}
            tabs={[
              { href: "/my/bills", label: t("views.bills"), current: view === "bills" },
              { href: "/my/bills?view=money", label: t("views.money"), current: view === "money" },
            ]}
          />
          {view === "money" ? (
            <MoneyMoves money={money} year={search.year} href={(year) => `/my/bills?view=money&year=${year}`} />
          ) : (
            <BillList bills={bills} />
          )}
        </>
      )}
    </div>
  );
});

/** Support that has to be paid back, with the way to its plan. */
function OpenClawbacks({ clawbacks }: { clawbacks: readonly MyClawback[] }) {
  const t = useTranslations("corrections.mine");
  const [first] = clawbacks;
  if (!first) return null;
  const restFen = clawbacks.reduce((sum, one) => sum + one.restFen, 0);
  return (
    <div className="pb-6">
      <Notice
        tone="amber"
        title={
          <>
            {t("open")} <Money fen={restFen} />
          </>
        }
        action={
          <Link
            href={clawbacks.length === 1 ? `/my/clawbacks/${first.id}` : "/my/clawbacks"}
            className="inline-flex min-h-11 items-center underline underline-offset-4"
          >
            {t("see")}
          </Link>
        }
      >
        {t(`states.${first.status}`)}
      </Notice>
    </div>
  );
}

function BillList({ bills }: { bills: Awaited<ReturnType<typeof myBills>> }) {
  const t = useTranslations("my.bills");
  return (
    <ul className="divide-y divide-line border-line border-b">
      {bills.map((bill) => (
        <li key={bill.id}>
          <Link href={`/my/bills/${bill.id}`} className="flex min-h-16 items-center gap-4 py-3 hover:text-green-700">
            <span className="grid min-w-0 grow gap-0.5">
              <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                <MonthText month={bill.month} />
                <StatusBadge kind="bill" status={bill.status} />
              </span>
              <span className="text-muted text-sm">
                {t("rent")} <Money fen={bill.rentFen} size="sm" />
                {bill.otherFen !== 0 && (
                  <>
                    {" · "}
                    {t("other")} <Money fen={bill.otherFen} size="sm" />
                  </>
                )}
                {bill.subsidyFen > 0 && (
                  <>
                    {" · "}
                    {bill.approved ? t("subsidy") : t("subsidyExpected")} <Money fen={bill.subsidyFen} size="sm" />
                  </>
                )}
                {bill.expectedDueFen > 0 && (
                  <>
                    {" · "}
                    {t("payBy")} <Day on={bill.dueOn} look="short" />
                  </>
                )}
              </span>
            </span>
            <span className="grid shrink-0 justify-items-end">
              <span className="text-muted text-xs">{bill.approved ? t("yours") : t("yoursExpected")}</span>
              <Money fen={bill.expectedDueFen + bill.paidFen} size="lg" />
            </span>
            <ChevronRight aria-hidden size={18} className="shrink-0 text-muted" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
