import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { RoundView } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Form, type FormAction, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { SubmitButton } from "#ui/submit-button";
import {
  closeRoundAction,
  finishRoundAction,
  freezeRosterAction,
  openRoundAction,
  publishResultsAction,
} from "../../actions.ts";

/** `early`: closing before the published time has been asked for, so its form is shown. */
type Props = { round: RoundView; now: Date; early: boolean };

/** The one thing to do next with a round, and what it needs. */
export async function NextStep({ round, now, early, mayAct }: Props & { mayAct: boolean }) {
  const t = await getTranslations("operator.rounds.next");
  return (
    <Card>
      <section aria-labelledby="next-step" className="grid gap-4">
        <h2 id="next-step" className="font-semibold text-muted text-sm">
          {t("title")}
        </h2>
        {mayAct || round.next === null ? (
          <Step round={round} now={now} early={early} />
        ) : (
          <p className="text-muted">{t("readOnly")}</p>
        )}
      </section>
    </Card>
  );
}

async function Step({ round, now, early }: Props) {
  const t = await getTranslations("operator.rounds.next");
  const base = `/operator/rounds/${round.id}`;
  switch (round.next) {
    case "open":
      return <Draft round={round} />;
    case "close":
      return <Open round={round} now={now} early={early} />;
    case "freeze":
      return (
        <OneButton action={freezeRosterAction} roundId={round.id} label={t("freeze")}>
          {t("freezeText", { count: round.submitted })}
        </OneButton>
      );
    case "draw":
      return (
        <>
          <p className="max-w-prose">{t("drawText", { count: round.rosterCount ?? 0 })}</p>
          <ButtonLink href={`${base}/draw`}>{t("draw")}</ButtonLink>
        </>
      );
    case "publish":
      return (
        <OneButton action={publishResultsAction} roundId={round.id} label={t("publish")}>
          {t("publishText", { hours: round.offerHours })}
        </OneButton>
      );
    case "finish":
      return round.offers.open > 0 ? (
        <p className="max-w-prose">{t("waiting", { count: round.offers.open })}</p>
      ) : (
        <OneButton action={finishRoundAction} roundId={round.id} label={t("finish")}>
          {t("finishText")}
        </OneButton>
      );
    case null:
      return <p className="max-w-prose">{t("finished")}</p>;
  }
}

function OneButton({
  action,
  roundId,
  label,
  children,
}: {
  action: FormAction;
  roundId: string;
  label: string;
  children: ReactNode;
}) {
  return (
    <Form action={action} hidden={{ roundId }} className="grid gap-4">
      <p className="max-w-prose">{children}</p>
      <SubmitButton>{label}</SubmitButton>
    </Form>
  );
}

async function Draft({ round }: Pick<Props, "round">) {
  const t = await getTranslations("operator.rounds.next");
  const units = `/operator/rounds/${round.id}/units`;
  if (round.units === 0) {
    return (
      <>
        <p className="max-w-prose">{t("chooseUnitsText")}</p>
        <ButtonLink href={units}>{t("chooseUnits")}</ButtonLink>
      </>
    );
  }
  return (
    <>
      <OneButton action={openRoundAction} roundId={round.id} label={t("open")}>
        {t("openText", { count: round.units })}
      </OneButton>
      <ButtonLink href={units} tone="link">
        {t("changeUnits")}
      </ButtonLink>
    </>
  );
}

async function Open({ round, now, early }: Props) {
  const t = await getTranslations("operator.rounds.next");
  if (now >= round.closesAt) {
    return (
      <OneButton action={closeRoundAction} roundId={round.id} label={t("close")}>
        {t("closeText")}
      </OneButton>
    );
  }
  const later = now < round.opensAt;
  return (
    <>
      <p className="max-w-prose">
        {t(later ? "opensLater" : "openUntil")} <Instant at={later ? round.opensAt : round.closesAt} />
      </p>
      {early ? (
        <Form action={closeRoundAction} hidden={{ roundId: round.id }} className="grid max-w-form gap-4">
          <FormTextarea name="reason" label={t("closeReason")} hint={t("closeReasonHint")} rows={2} maxLength={500} />
          <SubmitButton tone="danger">{t("closeEarly")}</SubmitButton>
        </Form>
      ) : (
        <ButtonLink href={`/operator/rounds/${round.id}?step=early`} tone="link">
          {t("closeEarly")}
        </ButtonLink>
      )}
    </>
  );
}
