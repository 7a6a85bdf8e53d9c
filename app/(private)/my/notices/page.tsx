import { Inbox } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { noticesFor } from "#lib/notices/queries";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { myPage } from "../my-page.ts";
import { NoticeList } from "./notice-list.tsx";

export default myPage("notice.list", async ({ actor }) => {
  const notices = await noticesFor(actor);
  const t = await getTranslations("my.inbox");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      {notices.length > 0 ? (
        <NoticeList notices={notices} />
      ) : (
        <EmptyState title={t("empty")} icon={<Inbox aria-hidden size={32} />}>
          {t("emptyText")}
        </EmptyState>
      )}
    </div>
  );
});
