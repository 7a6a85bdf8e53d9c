import { Inbox } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { waitingReadings } from "#lib/meters/import-queries";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Done } from "../../../done.tsx";
import { MeterTabs } from "../_parts/meter-tabs.tsx";
import { RowsTable } from "../_parts/rows-table.tsx";

/** Readings that do not look right: each waits for somebody to say why it is taken, or that it is not. */
export default page("meter.list", async ({ actor, search }) => {
  const t = await getTranslations("charges.meters");
  const waiting = await waitingReadings(actor, { page: Number(search.page) || 1 });
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("waitingLead")} />
      <MeterTabs actor={actor} current="waiting" />
      <Done texts="operator.meters" notice={search.notice} />
      {waiting.found === 0 ? (
        <EmptyState icon={<Inbox size={28} />} title={t("nothingWaits")} />
      ) : (
        <div className="grid gap-4">
          <RowsTable
            rows={waiting.rows}
            caption={t("found", { count: waiting.found })}
            deciding={mayEver(actor, "reading.import")}
          />
          <Pagination page={waiting.page} pages={waiting.pages} href={(at) => `/operator/meters/waiting?page=${at}`} />
        </div>
      )}
    </>
  );
});
