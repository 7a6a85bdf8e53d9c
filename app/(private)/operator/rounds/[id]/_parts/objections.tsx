import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { type ObjectionView, objectionsOf } from "#lib/rounds/objections";
import type { RoundView } from "#lib/rounds/queries";
import { canObject } from "#lib/rounds/rules-objections";
import { Badge } from "#ui/badge";
import { EmptyState } from "#ui/empty-state";
import { Form, FormRadio, FormText, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { decideObjectionAction, enterObjectionAction } from "../../actions.ts";

type Props = { actor: Actor; round: RoundView; now: Date };

/** What was objected, with its answer or the form to give one; and the form for what came by phone or letter. */
export async function Objections({ actor, round, now }: Props) {
  const t = await getTranslations("operator.rounds.objections");
  const objections = await objectionsOf(actor, round.id);
  const mayDecide = mayEver(actor, "objection.decide");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      {objections.length === 0 ? (
        <EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>
      ) : (
        <ul className="grid gap-4">
          {objections.map((objection) => (
            <Objection key={objection.id} objection={objection} mayDecide={mayDecide} />
          ))}
        </ul>
      )}
      {mayDecide && canObject(round, now).ok && (
        <Section title={t("enter")} lead={t("enterLead")}>
          <Form action={enterObjectionAction} hidden={{ roundId: round.id }}>
            <FormText name="about" label={t("about")} hint={t("aboutHint")} optional maxLength={40} />
            <FormTextarea name="statement" label={t("statement")} rows={4} maxLength={2000} />
            <FormText name="contact" label={t("contact")} hint={t("contactHint")} maxLength={200} />
            <SubmitButton tone="quiet">{t("enterSubmit")}</SubmitButton>
          </Form>
        </Section>
      )}
    </div>
  );
}

const TONES = { open: "amber", upheld: "green", rejected: "grey" } as const;

async function Objection({ objection, mayDecide }: { objection: ObjectionView; mayDecide: boolean }) {
  const t = await getTranslations("operator.rounds.objections");
  const { id, roundId, status, stage, about, statement, contact, answer, raisedAt, decidedAt } = objection;
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-surface p-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
        <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
        <span>{t(`stages.${stage}`)}</span>
        <Instant at={raisedAt} look="short" />
        {about && <span className="tabular">{t("aboutNo", { about })}</span>}
      </p>
      <p className="max-w-prose whitespace-pre-line">{statement}</p>
      {contact && <p className="text-muted text-sm">{t("contactIs", { contact })}</p>}
      {answer && decidedAt && (
        <div className="grid gap-1 border-line border-t pt-3">
          <p className="text-muted text-sm">
            {t("answered")} <Instant at={decidedAt} look="short" />
          </p>
          <p className="max-w-prose whitespace-pre-line">{answer}</p>
        </div>
      )}
      {status === "open" && mayDecide && (
        <Form
          action={decideObjectionAction}
          hidden={{ roundId, objectionId: id }}
          className="grid gap-4 border-line border-t pt-4"
        >
          <FormRadio
            name="outcome"
            label={t("outcome")}
            options={(["upheld", "rejected"] as const).map((value) => ({
              value,
              label: t(`outcomes.${value}`),
              hint: t(`outcomes.${value}Hint`),
            }))}
          />
          <FormTextarea name="answer" label={t("answer")} hint={t("answerHint")} rows={3} maxLength={2000} />
          <SubmitButton>{t("decide")}</SubmitButton>
        </Form>
      )}
    </li>
  );
}
