import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { orderOfCategory } from "#lib/rounds/priority-desk";
import { roundFor } from "#lib/rounds/queries";
import { canSetPriority } from "#lib/rounds/rules-priority";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Done } from "../../../../done.tsx";
import { Categories } from "./categories.tsx";
import { Order } from "./order.tsx";

/** Which categories put some applications before all ranks; with `?category=` the order of one, to be set and looked at. */
export default page<{ id: string }>("round.setPriority", async ({ actor, params, search }) => {
  const t = await getTranslations("priority");
  const desk = await getTranslations("operator.rounds");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  const round = await roundFor(actor, params.id);
  const base = `/operator/rounds/${round.id}`;
  const possible = canSetPriority(round);
  const chosen = possible.ok ? round.categories.find(({ id }) => id === search.category) : undefined;
  return (
    <>
      <PageHeader
        look="desk"
        title={chosen ? categoryNameIn(locale, chosen) : t("title")}
        lead={chosen ? undefined : t("desk.lead")}
        breadcrumbs={[
          { label: desk("title"), href: "/operator/rounds" },
          { label: round.code, href: base },
          ...(chosen ? [{ label: t("title"), href: `${base}/priority` }] : []),
        ]}
      />
      <Done texts="operator.rounds" notice={search.notice} />
      {possible.ok && round.status === "rosterNotice" && (
        <div className="pb-6">
          <Notice tone="amber">{t("desk.renotice")}</Notice>
        </div>
      )}
      {!possible.ok ? (
        <EmptyState
          title={t("desk.notNow")}
          action={
            <ButtonLink href={base} tone="quiet">
              {desk("drawPage.toRound")}
            </ButtonLink>
          }
        >
          {textOf(refusals, possible.reason, written(locale, possible.values))}
        </EmptyState>
      ) : chosen ? (
        <Order round={round} category={chosen} order={await orderOfCategory(actor, round.id, chosen.id)} />
      ) : (
        <Categories round={round} />
      )}
    </>
  );
});
