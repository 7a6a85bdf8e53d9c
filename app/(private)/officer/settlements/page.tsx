import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { settlementList } from "#lib/subsidy/queries";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { BatchTable } from "../batch-table.tsx";

export default page("settlement.list", async ({ actor }) => {
  const t = await getTranslations("officer.settlements");
  const batches = await settlementList(actor);
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {batches.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <BatchTable caption={t("title")} batches={batches} />
      )}
    </>
  );
});
