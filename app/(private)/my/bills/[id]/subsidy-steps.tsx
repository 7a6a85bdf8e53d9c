import { useTranslations } from "next-intl";
import type { BillSubsidy, BillView } from "#lib/billing/queries";
import { Instant } from "#ui/instant";
import { Money } from "#ui/money";
import { Timeline, type TimelineItem } from "#ui/timeline";

/** Where the month's money is: matched → checked → approved → netted, with the moments that are known. */
export function SubsidySteps({ bill, subsidy }: { bill: BillView; subsidy: BillSubsidy }) {
  const t = useTranslations("my.bills.steps");
  const { stage, matchedAt, checkedAt, approvedAt, offsetFen, surplusFen } = subsidy;
  const posted = stage === "approved";
  const at = (instant: Date | null) => (instant ? <Instant at={instant} look="short" /> : undefined);
  const items: TimelineItem[] = [
    { id: "matched", title: t("matched"), body: t("matchedBody"), at: at(matchedAt), state: "done" },
    {
      id: "checked",
      title: t(stage === "expected" ? "checkedNext" : "checked"),
      body: stage === "expected" ? t("checkedBody") : undefined,
      at: at(checkedAt),
      state: stage === "expected" ? "current" : "done",
    },
    {
      id: "approved",
      title: t(posted ? "approved" : "approvedNext"),
      body: posted ? undefined : t("approvedBody"),
      at: at(approvedAt),
      state: posted ? "done" : stage === "checked" ? "current" : "future",
    },
    {
      id: "netted",
      title: subsidy.mode === "directOffset" ? t("netted") : t("cash"),
      body: (
        <>
          <Money fen={subsidy.mode === "directOffset" ? offsetFen : surplusFen} size="sm" />{" "}
          {subsidy.mode === "directOffset" ? t("nettedBody", { billNo: bill.billNo }) : t("cashBody")}
        </>
      ),
      at: at(approvedAt),
      state: posted ? "done" : "future",
    },
  ];
  if (subsidy.mode === "directOffset" && surplusFen > 0) {
    items.push({
      id: "surplus",
      title: t("surplus"),
      body: (
        <>
          <Money fen={surplusFen} size="sm" /> {t("surplusBody")}
        </>
      ),
      state: posted ? "current" : "future",
    });
  }
  return <Timeline items={items} />;
}
