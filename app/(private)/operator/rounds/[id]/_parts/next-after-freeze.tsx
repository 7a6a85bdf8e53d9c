import { getTranslations } from "next-intl/server";
import type { RoundView } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormTextarea } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { finishRoundAction, reopenRosterAction } from "../../actions.ts";
import { OneButton } from "./one-button.tsx";

type Props = { round: RoundView };

export async function Draw({ round }: Props) {
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
export async function Again({ round, asked }: Props & { asked: string | undefined }) {
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

/** What is left until the round can be finished, by what its result is for. */
export async function Offering({ round }: Props) {
  const t = await getTranslations("operator.rounds.next");
  if (round.mechanism === "exchange") return <Exchange roundId={round.id} />;
  if (round.mechanism === "live") return <Live roundId={round.id} />;
  return round.offers.open > 0 ? (
    <p className="max-w-prose">{t("waiting", { count: round.offers.open })}</p>
  ) : (
    <OneButton action={finishRoundAction} roundId={round.id} label={t("finish")}>
      {t("finishText")}
    </OneButton>
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
