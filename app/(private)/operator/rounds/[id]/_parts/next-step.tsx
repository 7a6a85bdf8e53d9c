import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { RoundView } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Form, type FormAction, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { SubmitButton } from "#ui/submit-button";
import {
  announceRoundAction,
  beginOfferingAction,
  closeRoundAction,
  finishRoundAction,
  freezeRosterAction,
  noticeRosterAction,
  openRoundAction,
  publishResultsAction,
  reopenRosterAction,
} from "../../actions.ts";

/** `asked`: a form that is shown only once it has been asked for: `early` closing, `reopen` of the roster. */
type Props = { round: RoundView; now: Date; asked: string | undefined };

/** The one thing to do next with a round, and what it needs. */
export async function NextStep({ round, now, asked, mayAct }: Props & { mayAct: boolean }) {
  const t = await getTranslations("operator.rounds.next");
  return (
    <Card>
      <section aria-labelledby="next-step" className="grid gap-4">
        <h2 id="next-step" className="font-semibold text-muted text-sm">
          {t("title")}
        </h2>
        {mayAct || round.next === null ? (
          <Step round={round} now={now} asked={asked} />
        ) : (
          <p className="text-muted">{t("readOnly")}</p>
        )}
      </section>
    </Card>
  );
}

async function Step({ round, now, asked }: Props) {
  const t = await getTranslations("operator.rounds.next");
  const { id: roundId } = round;
  switch (round.next) {
    case "announce":
      return <Draft round={round} />;
    case "open":
      return now < round.opensAt ? (
        <p className="max-w-prose">
          {t("opensLater")} <Instant at={round.opensAt} />
        </p>
      ) : (
        <OneButton action={openRoundAction} roundId={roundId} label={t("open")}>
          {t("openText")}
        </OneButton>
      );
    case "close":
      return <Open round={round} now={now} asked={asked} />;
    case "noticeRoster":
      return (
        <OneButton action={noticeRosterAction} roundId={roundId} label={t("noticeRoster")}>
          {t("noticeRosterText", { count: round.submitted, days: round.terms.rosterNoticeDays })}
        </OneButton>
      );
    case "freeze":
      return (
        <Notice round={round} until={round.rosterNoticeUntil} now={now}>
          <OneButton action={freezeRosterAction} roundId={roundId} label={t("freeze")}>
            {t("freezeText", { count: round.submitted })}
          </OneButton>
        </Notice>
      );
    case "draw":
      return <Draw round={round} />;
    case "publish":
      return (
        <>
          <OneButton action={publishResultsAction} roundId={roundId} label={t("publish")}>
            {t("publishText", { days: round.terms.resultsNoticeDays })}
          </OneButton>
          <Again round={round} asked={asked} />
        </>
      );
    case "offer":
      return (
        <>
          <Notice round={round} until={round.resultsNoticeUntil} now={now}>
            <OneButton action={beginOfferingAction} roundId={roundId} label={t(`offer.${round.mechanism}`)}>
              {t(`offerText.${round.mechanism}`, { hours: round.offerHours })}
            </OneButton>
          </Notice>
          <Again round={round} asked={asked} />
        </>
      );
    case "finish":
      if (round.mechanism === "exchange") return <Exchange roundId={roundId} />;
      if (round.mechanism === "live") return <Live roundId={roundId} />;
      return round.offers.open > 0 ? (
        <p className="max-w-prose">{t("waiting", { count: round.offers.open })}</p>
      ) : (
        <OneButton action={finishRoundAction} roundId={roundId} label={t("finish")}>
          {t("finishText")}
        </OneButton>
      );
    default:
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

/** The day of an exchange has a page of its own; until it has been carried out the round cannot be finished. */
async function Exchange({ roundId }: { roundId: string }) {
  const t = await getTranslations("operator.rounds.next");
  const exchange = await getTranslations("exchange.desk");
  return (
    <>
      <p className="max-w-prose">{exchange("next")}</p>
      <ButtonLink href={`/operator/rounds/${roundId}/exchange`}>{exchange("move.title")}</ButtonLink>
      <OneButton action={finishRoundAction} roundId={roundId} label={t("finish")}>
        {t("finishText")}
      </OneButton>
    </>
  );
}

/** Live choosing is watched on its board; until every turn is over the round cannot be finished. */
async function Live({ roundId }: { roundId: string }) {
  const t = await getTranslations("operator.rounds.next");
  const board = await getTranslations("choosing.board");
  return (
    <>
      <p className="max-w-prose">{board("nextText")}</p>
      <OneButton action={finishRoundAction} roundId={roundId} label={t("finish")}>
        {board("finishText")}
      </OneButton>
    </>
  );
}

/** While a notice runs or an objection waits there is nothing to press; it says for how long, or where to answer. */
async function Notice({
  round,
  until,
  now,
  children,
}: {
  round: RoundView;
  until: Date | null;
  now: Date;
  children: ReactNode;
}) {
  const t = await getTranslations("operator.rounds.next");
  if (round.openObjections > 0)
    return (
      <>
        <p className="max-w-prose">{t("objectionsOpen", { count: round.openObjections })}</p>
        <ButtonLink href={`/operator/rounds/${round.id}?view=objections`}>{t("toObjections")}</ButtonLink>
      </>
    );
  if (until !== null && now < until)
    return (
      <p className="max-w-prose">
        {t("noticeRuns")} <Instant at={until} />
      </p>
    );
  return children;
}

async function Draft({ round }: Pick<Props, "round">) {
  const t = await getTranslations("operator.rounds.next");
  const base = `/operator/rounds/${round.id}`;
  const places = (
    <ButtonLink href={`${base}/units`} tone={round.places === 0 && round.mechanism !== "exchange" ? "primary" : "link"}>
      {t(round.places === 0 ? "chooseUnits" : "changeUnits")}
    </ButtonLink>
  );
  if (round.places === 0 && round.mechanism !== "exchange") {
    return (
      <>
        <p className="max-w-prose">{t("chooseUnitsText")}</p>
        {places}
      </>
    );
  }
  return (
    <>
      <OneButton action={announceRoundAction} roundId={round.id} label={t("announce")}>
        {t("announceText", { count: round.places })}
      </OneButton>
      <p className="flex flex-wrap gap-x-5 gap-y-2">
        {places}
        {round.categories.length > 0 && (
          <ButtonLink href={`${base}/reserves`} tone="link">
            {t("reserves")}
          </ButtonLink>
        )}
      </p>
    </>
  );
}

async function Open({ round, now, asked }: Props) {
  const t = await getTranslations("operator.rounds.next");
  if (now >= round.closesAt) {
    return (
      <OneButton action={closeRoundAction} roundId={round.id} label={t("close")}>
        {t("closeText")}
      </OneButton>
    );
  }
  return (
    <>
      <p className="max-w-prose">
        {t("openUntil")} <Instant at={round.closesAt} />
      </p>
      {asked === "early" ? (
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

async function Draw({ round }: Pick<Props, "round">) {
  const t = await getTranslations("operator.rounds.next");
  const key = round.underWay?.status === "proposed" ? "drawConfirm" : round.underWay ? "drawWatch" : "draw";
  return (
    <>
      <p className="max-w-prose">{t(`${key}Text`, { count: round.rosterCount ?? 0 })}</p>
      <ButtonLink href={`/operator/rounds/${round.id}/draw`}>{t(key)}</ButtonLink>
    </>
  );
}

/** After a draw: what an upheld objection or a failed source may ask for. Never silent, always with a reason. */
async function Again({ round, asked }: Pick<Props, "round" | "asked">) {
  const t = await getTranslations("operator.rounds.next");
  if (asked === "reopen") {
    return (
      <Form action={reopenRosterAction} hidden={{ roundId: round.id }} className="grid max-w-form gap-4">
        <FormTextarea name="reason" label={t("reopenReason")} hint={t("againHint")} rows={2} maxLength={500} />
        <SubmitButton tone="danger">{t("reopen")}</SubmitButton>
      </Form>
    );
  }
  return (
    <p className="flex flex-wrap gap-x-5 gap-y-2 border-line border-t pt-4">
      <ButtonLink href={`/operator/rounds/${round.id}/draw`} tone="link">
        {t("drawAgain")}
      </ButtonLink>
      <ButtonLink href={`/operator/rounds/${round.id}?step=reopen`} tone="link">
        {t("reopen")}
      </ButtonLink>
    </p>
  );
}
