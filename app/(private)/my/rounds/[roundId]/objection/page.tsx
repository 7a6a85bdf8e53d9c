import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { written } from "#i18n/written";
import { objectionPageFor } from "#lib/rounds/objections";
import { Badge } from "#ui/badge";
import { Form, FormText, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { Done } from "../../../../done.tsx";
import { myPage } from "../../../my-page.ts";
import { raiseObjectionAction } from "./actions.ts";

type View = Awaited<ReturnType<typeof objectionPageFor>>;

export default myPage<{ roundId: string }>("objection.raise", async ({ actor, params, search }) => {
  const { round, contact, possible, mine } = await objectionPageFor(actor, params.roundId);
  const t = await getTranslations("objection");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader eyebrow={nameIn(locale, round)} title={t("title")} lead={t("lead", { contact })} />
      <Done texts="my" notice={search.notice} />
      {possible.ok ? (
        <Form action={raiseObjectionAction} hidden={{ roundId: round.id }}>
          <p className="text-muted">
            {t(`stages.${possible.stage}`)}{" "}
            {possible.until && (
              <>
                {t("until")} <Instant at={possible.until} />
              </>
            )}
          </p>
          <FormText name="about" label={t("about")} hint={t("aboutHint")} optional maxLength={40} />
          <FormTextarea name="statement" label={t("statement")} hint={t("statementHint")} rows={6} maxLength={2000} />
          <SubmitButton size="lg" wide>
            {t("submit")}
          </SubmitButton>
        </Form>
      ) : (
        <Notice tone="amber">{textOf(refusals, possible.reason, written(locale, possible.values))}</Notice>
      )}
      {mine.length > 0 && (
        <Section title={t("mine")}>
          <ul className="grid gap-4">
            {mine.map((objection) => (
              <Mine key={objection.id} objection={objection} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
});

const TONES = { open: "amber", upheld: "green", rejected: "grey" } as const;

async function Mine({ objection }: { objection: View["mine"][number] }) {
  const t = await getTranslations("objection");
  const { status, statement, answer, raisedAt, about } = objection;
  return (
    <li className="grid gap-2 rounded-lg border border-line bg-surface p-4">
      <p className="flex flex-wrap items-center gap-x-3 text-muted text-sm">
        <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
        <Instant at={raisedAt} look="short" />
        {about && <span className="tabular">{about}</span>}
      </p>
      <p className="whitespace-pre-line">{statement}</p>
      {answer && (
        <p className="whitespace-pre-line border-line border-t pt-2">
          <span className="text-muted text-sm">{t("answer")}</span>
          <br />
          {answer}
        </p>
      )}
    </li>
  );
}
