import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "#ui/button";
import { Form, FormCheckbox, FormRadio, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../../my-page.ts";
import { chooseAction } from "../../../actions.ts";
import { draftQuery, listText } from "../../../draft.ts";
import { ApplySteps } from "../apply-steps.tsx";
import { readyToApply } from "../ready.tsx";

/** What is wished for besides the list. */
export default myPage<{ roundId: string }>("application.submit", async ({ actor, params, search }) => {
  const ready = await readyToApply(actor, params.roundId, search);
  if (!ready.ready) return ready.instead;
  const { round, categories, draft, party } = ready;
  const list = `/my/applications/new/${round.id}?${draftQuery(draft, categories)}`;
  if (draft.choices.length === 0) redirect(list);
  const t = await getTranslations("applications.more");
  const hidden = { roundId: round.id, choices: draft.choices.join(","), w: listText(draft.choices, categories) };
  return (
    <div className="mx-auto grid max-w-prose grid-cols-[minmax(0,1fr)] gap-6">
      <ApplySteps current={1} hrefs={[list]} />
      <div>
        <PageHeader title={t("title")} lead={t("lead")} />
        <Form action={chooseAction} hidden={hidden}>
          <FormText
            name="maxNetRent"
            label={party.size > 1 ? t("maxGroup", { count: party.size }) : t("max")}
            hint={t("maxHint")}
            optional
            inputMode="decimal"
            width="sm"
            suffix={t("yuan")}
            defaultValue={draft.max}
          />
          <FormRadio
            name="floor"
            label={t("floor")}
            hint={t("floorHint")}
            layout="inline"
            defaultValue={draft.floor}
            options={(["any", "high", "low"] as const).map((value) => ({ value, label: t(`floors.${value}`) }))}
          />
          <FormCheckbox
            name="anyOther"
            value="yes"
            label={t("anyOther")}
            hint={t("anyOtherHint")}
            defaultChecked={draft.anyOther}
          />
          <FormCheckbox
            name="stays"
            value="yes"
            label={t("stays")}
            hint={t("staysHint")}
            defaultChecked={draft.stays}
          />
          <div className="flex flex-wrap gap-3">
            <SubmitButton size="lg" wide>
              {t("next")}
            </SubmitButton>
            <ButtonLink href={list} tone="quiet" size="lg" wide>
              {t("back")}
            </ButtonLink>
          </div>
        </Form>
      </div>
    </div>
  );
});
