import { getTranslations } from "next-intl/server";
import { type MyWait, myWaiting } from "#lib/offers/queries";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Done } from "../../done.tsx";
import { myPage } from "../my-page.ts";
import { WaitCard } from "./wait-card.tsx";
import { isLive } from "./where.ts";

export default myPage("waiting.view", async ({ actor, search }) => {
  const t = await getTranslations("waiting");
  const waits = await myWaiting(actor);
  const live = waits.filter(isLive);
  const over = waits.filter((wait) => !isLive(wait));
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Done texts="my" notice={search.notice} />
      {waits.length === 0 && <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      {live.length > 0 && (
        <Section title={t("live")}>
          <Cards waits={live} />
        </Section>
      )}
      {over.length > 0 && (
        <Section title={t("over")}>
          <Cards waits={over} />
        </Section>
      )}
    </div>
  );
});

const Cards = ({ waits }: { waits: readonly MyWait[] }) => (
  <div className="grid gap-4">
    {waits.map((wait) => (
      <WaitCard key={`${wait.applicationId} ${wait.category.id}`} wait={wait} />
    ))}
  </div>
);
