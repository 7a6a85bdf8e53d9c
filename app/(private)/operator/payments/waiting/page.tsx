import { Inbox } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { waitingRows } from "#lib/billing/bank-queries";
import { EmptyState } from "#ui/empty-state";
import { Money } from "#ui/money";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Done } from "../../../done.tsx";
import { PaymentTabs } from "../_parts/payment-tabs.tsx";
import { RowsTable } from "../_parts/rows-table.tsx";

export default page("payment.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.payments");
  const waiting = await waitingRows(actor, { page: Number(search.page) || 1 });
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("waitingPage.lead")} />
      <PaymentTabs current="waiting" />
      <Done texts="operator.payments" notice={search.notice} />
      {waiting.found === 0 ? (
        <EmptyState icon={<Inbox size={28} />} title={t("waitingPage.empty")}>
          {t("waitingPage.emptyText")}
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <p>
            {t("import.found", { count: waiting.found })} · {t("waitingPage.sum")} <Money fen={waiting.sumFen} exact />
          </p>
          <RowsTable rows={waiting.rows} caption={t("tabs.waiting")} matching />
          <Pagination
            page={waiting.page}
            pages={waiting.pages}
            href={(at) => `/operator/payments/waiting?page=${at}`}
          />
        </div>
      )}
    </>
  );
});
