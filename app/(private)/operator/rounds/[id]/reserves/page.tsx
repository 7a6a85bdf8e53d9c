import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import { roundFor } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { setReservesAction } from "../../actions.ts";
import { CountField } from "../_parts/count-field.tsx";

/** The classes for which places are usually kept; skills are ranked with the degree they count as. */
const CLASSES = ["doctor", "master", "bachelor", "seniorTechnician", "technician"] as const;

export default page<{ id: string }>("round.setReserves", async ({ actor, params }) => {
  const t = await getTranslations("operator.rounds");
  const words = await getTranslations("words");
  const locale = await getLocale();
  const round = await roundFor(actor, params.id);
  const base = `/operator/rounds/${round.id}`;
  const cells = round.categories.flatMap(({ id }) => CLASSES.map((name) => `${id}:${name}`));
  return (
    <>
      <PageHeader
        look="desk"
        title={t("reserves.title")}
        lead={t("reserves.lead")}
        breadcrumbs={[
          { label: t("title"), href: "/operator/rounds" },
          { label: round.code, href: base },
        ]}
      />
      {round.status !== "draft" || round.categories.length === 0 ? (
        <EmptyState
          title={t("reserves.none")}
          action={
            <ButtonLink href={base} tone="quiet">
              {t("drawPage.toRound")}
            </ButtonLink>
          }
        >
          {t("reserves.noneText")}
        </EmptyState>
      ) : (
        <Form
          action={setReservesAction}
          hidden={{ roundId: round.id }}
          className="grid grid-cols-[minmax(0,1fr)] gap-5"
        >
          <div className="max-w-full overflow-x-auto rounded-lg border border-line bg-surface">
            <table className="w-full border-collapse text-left text-sm">
              <caption className="sr-only">{t("reserves.title")}</caption>
              <thead>
                <tr className="border-line border-b bg-sunken text-muted">
                  <th scope="col" className="sticky left-0 whitespace-nowrap bg-sunken px-3 py-2 font-medium">
                    {t("types.type")}
                  </th>
                  <th scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                    {t("types.places")}
                  </th>
                  {CLASSES.map((name) => (
                    <th key={name} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                      {textOf(words, `classes.${name}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {round.categories.map((category) => (
                  <tr key={category.id} className="border-line border-b">
                    <th scope="row" className="sticky left-0 whitespace-nowrap bg-surface px-3 py-1.5 font-medium">
                      {categoryNameIn(locale, category)}
                    </th>
                    <td className="tabular px-3 py-1.5">{category.places}</td>
                    {CLASSES.map((name) => {
                      const cell = `${category.id}:${name}`;
                      return (
                        <td key={name} className="px-3 py-1.5">
                          <input type="hidden" name="cells" value={cell} />
                          <CountField
                            index={cells.indexOf(cell)}
                            now={category.reserves.find((reserve) => reserve.class === name)?.places ?? 0}
                            free={category.places}
                            label={t("reserves.cellLabel", {
                              category: categoryNameIn(locale, category),
                              class: textOf(words, `classes.${name}`),
                            })}
                          />
                        </td>
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <SubmitButton>{t("reserves.save")}</SubmitButton>
        </Form>
      )}
    </>
  );
});
