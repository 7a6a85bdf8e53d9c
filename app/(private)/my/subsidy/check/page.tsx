import { Search } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { yuanText } from "#lib/money";
import { checkMine } from "#lib/subsidy/check";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import { Select } from "#ui/select";
import { SubsidyAnswer } from "#ui/subsidy-answer";
import { myPage } from "../../my-page.ts";

/** One's own facts tried on any month and room, before applying; nothing is kept. */
export default myPage("entitlement.view", async ({ actor, search }) => {
  const t = await getTranslations("desk.check");
  const my = await getTranslations("my.subsidy");
  const locale = await getLocale();
  const answer = await checkMine(actor, { month: search.month, roomTypeId: search.type });
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ label: my("title"), href: "/my/subsidy" }]}
        title={t("mineTitle")}
        lead={t("mineLead")}
      />
      {!answer?.ok ? (
        <EmptyState title={t("noValue")} />
      ) : (
        <>
          <form method="get" action="#answer" className="grid gap-4 pb-6 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
            <Select
              name="month"
              label={t("month")}
              defaultValue={answer.month}
              options={answer.months.map((month) => ({
                value: month,
                label: `${written(locale, { month }).month}`,
              }))}
            />
            <Select
              name="type"
              label={t("type")}
              defaultValue={answer.type.id}
              options={answer.types.map((type) => ({
                value: type.id,
                label: t("typeOption", { name: nameIn(locale, type), rent: yuanText(type.rentFen) }),
              }))}
            />
            <Button type="submit" icon={<Search aria-hidden size={18} />}>
              {t("submit")}
            </Button>
          </form>
          <SubsidyAnswer answer={answer} />
        </>
      )}
    </div>
  );
});
