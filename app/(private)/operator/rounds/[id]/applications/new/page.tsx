import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { roundToEnterInto } from "#lib/applications/review";
import type { CategoryRow } from "#lib/rounds/places";
import { degrees, skills } from "#lib/subsidy/rules-facts";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Form, FormCheckbox, FormRadio, FormSelect, FormText, FormTextarea } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { enterAction } from "../actions.ts";
import { RankField } from "./rank-field.tsx";

/** A late application on paper, typed in by staff. */
export default page<{ id: string }>("application.enter", async ({ actor, params }) => {
  const { round, open, categories } = await roundToEnterInto(actor, params.id);
  const t = await getTranslations("roster.paper");
  const desk = await getTranslations("operator.rounds");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  const back = `/operator/rounds/${round.id}?view=applications`;
  const fits = open.ok && round.mechanism !== "exchange";
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        breadcrumbs={[
          { label: desk("title"), href: "/operator/rounds" },
          { label: round.code, href: back },
        ]}
      />
      {fits ? (
        <Form
          action={enterAction}
          hidden={{ roundId: round.id }}
          className="grid max-w-prose grid-cols-[minmax(0,1fr)] gap-6"
        >
          <Person />
          <Wishes categories={categories} locale={locale} />
          <Section title={t("why")}>
            <FormTextarea name="reason" label={t("reason")} hint={t("reasonHint")} maxLength={500} rows={3} />
            <FormCheckbox name="declared" value="yes" label={t("declared")} />
          </Section>
          <SubmitButton>{t("submit")}</SubmitButton>
        </Form>
      ) : (
        <EmptyState
          title={t("notNow")}
          action={
            <ButtonLink href={back} tone="quiet">
              {round.code}
            </ButtonLink>
          }
        >
          {open.ok ? refusals("paper-not-in-exchange") : textOf(refusals, open.reason, written(locale, open.values))}
        </EmptyState>
      )}
    </>
  );
});

async function Person() {
  const t = await getTranslations("roster.paper");
  const words = await getTranslations("words");
  return (
    <Section title={t("person")} lead={t("personLead")}>
      <div className="grid gap-5">
        <FormText name="phone" label={t("phone")} type="tel" width="md" autoComplete="off" />
        <FormText name="name" label={t("name")} optional width="md" maxLength={40} autoComplete="off" />
        <FormText
          name="residentId"
          label={t("residentId")}
          hint={t("residentIdHint")}
          optional
          width="md"
          maxLength={40}
          autoComplete="off"
        />
        <FormSelect
          name="degree"
          label={t("degree")}
          optional
          placeholder={t("none")}
          options={degrees.map((value) => ({ value, label: words(`degrees.${value}`) }))}
        />
        <FormSelect
          name="skill"
          label={t("skill")}
          optional
          placeholder={t("none")}
          options={skills.map((value) => ({ value, label: words(`skills.${value}`) }))}
        />
      </div>
    </Section>
  );
}

async function Wishes({ categories, locale }: { categories: readonly CategoryRow[]; locale: string }) {
  const t = await getTranslations("roster.paper");
  const more = await getTranslations("applications.more");
  return (
    <Section title={t("wishes")} lead={t("wishesLead")}>
      <ul className="divide-y divide-line border-line border-y">
        {categories.map((category, index) => (
          <li key={category.id} className="flex items-center justify-between gap-4 py-1.5">
            <span>
              {categoryNameIn(locale, category)}{" "}
              <span className="text-muted text-sm">{t("places", { count: category.places })}</span>
            </span>
            <input type="hidden" name="categories" value={category.id} />
            <RankField index={index} label={t("rank", { name: categoryNameIn(locale, category) })} />
          </li>
        ))}
      </ul>
      <FormRadio
        name="floor"
        label={more("floor")}
        layout="inline"
        defaultValue="any"
        options={(["any", "high", "low"] as const).map((value) => ({ value, label: more(`floors.${value}`) }))}
      />
      <FormCheckbox name="anyOther" value="yes" label={t("anyOther")} />
      <FormCheckbox name="stays" value="yes" label={t("stays")} />
    </Section>
  );
}
