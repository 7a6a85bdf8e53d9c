import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { RoundView } from "#lib/rounds/queries";
import { canSetPriority } from "#lib/rounds/rules-priority";
import { ButtonLink } from "#ui/button";
import { Form, FormTextarea } from "#ui/form";
import { Instant } from "#ui/instant";
import { SubmitButton } from "#ui/submit-button";
import { announceRoundAction, closeRoundAction, openRoundAction } from "../../actions.ts";
import { OneButton } from "./one-button.tsx";

type Props = { round: RoundView };
type Timed = Props & { now: Date };

/** A draft needs its places, and can then be announced. */
export async function Draft({ round }: Props) {
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

/** Rounds open by themselves; pressing is for whoever does not want to wait for the next minute. */
export async function Announced({ round, now }: Timed) {
  const t = await getTranslations("operator.rounds.next");
  return now < round.opensAt ? (
    <p className="max-w-prose">
      {t("opensLater")} <Instant at={round.opensAt} />
    </p>
  ) : (
    <OneButton action={openRoundAction} roundId={round.id} label={t("open")}>
      {t("openText")}
    </OneButton>
  );
}

/** It closes at its time; before that only for a reason. */
export async function Open({ round, now, asked }: Timed & { asked: string | undefined }) {
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

/** While a notice runs or an objection waits there is nothing to press; it says for how long, or where to answer. */
export async function Noticed({
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

/** Between closing and the freeze a category can be given an order of its own. */
export async function ToPriority({ round }: Props) {
  const t = await getTranslations("operator.rounds.next");
  if (!canSetPriority(round).ok) return null;
  return (
    <ButtonLink href={`/operator/rounds/${round.id}/priority`} tone="link">
      {t("priority")}
    </ButtonLink>
  );
}
