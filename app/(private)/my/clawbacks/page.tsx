import { ChevronRight, CircleCheck } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { myClawbacks } from "#lib/corrections/clawback-queries";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { myPage } from "../my-page.ts";

export default myPage("clawback.view", async ({ actor }) => {
  const t = await getTranslations("corrections.mine");
  const clawbacks = await myClawbacks(actor);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader breadcrumbs={[{ label: t("bills"), href: "/my/bills" }]} title={t("title")} lead={t("lead")} />
      {clawbacks.length === 0 ? (
        <EmptyState icon={<CircleCheck size={28} />} title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {clawbacks.map((one) => (
            <li key={one.id}>
              <Link
                href={`/my/clawbacks/${one.id}`}
                className="flex min-h-16 items-center gap-4 py-3 hover:text-green-700"
              >
                <span className="grid min-w-0 grow gap-0.5">
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                    {one.clawbackNo}
                    <StatusBadge kind="clawback" status={one.status} />
                  </span>
                  <span className="text-muted text-sm">
                    {t("of")} <Money fen={one.amountFen} size="sm" />
                  </span>
                </span>
                <span className="grid shrink-0 justify-items-end">
                  <span className="text-muted text-xs">{t("rest")}</span>
                  <Money fen={one.restFen} size="lg" />
                </span>
                <ChevronRight aria-hidden size={18} className="shrink-0 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});
