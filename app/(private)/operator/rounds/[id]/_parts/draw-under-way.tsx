import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import type { DrawUnderWay, RoundView } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Form, FormCheckbox } from "#ui/form";
import { Instant } from "#ui/instant";
import { LiveRefresh } from "#ui/live-refresh";
import { Notice } from "#ui/notice";
import { ProgressBar } from "#ui/progress-bar";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { cancelDrawAction, confirmDrawAction } from "../../actions.ts";
import { Canonical } from "./draw-forms.tsx";

type Props = { round: RoundView; underWay: DrawUnderWay };

/** A draw that waits for its second person: shown to everybody, to be confirmed by anybody but who proposed it. */
export async function DrawProposed({ actor, round, underWay }: Props & { actor: Actor }) {
  const t = await getTranslations("operator.rounds.drawPage");
  const own = underWay.proposedBy === actor.userId;
  const ids = { roundId: round.id, drawId: underWay.id };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <SummaryList
        items={[
          { label: t("proposedBy"), value: underWay.proposedByName ?? "" },
          { label: t("proposedAt"), value: <Instant at={underWay.proposedAt} look="seconds" /> },
          ...(underWay.reason ? [{ label: t("againReason"), value: underWay.reason }] : []),
          { label: t("canonical"), value: <Canonical>{underWay.randomness}</Canonical> },
        ]}
      />
      {own ? (
        <Notice tone="amber" title={t("secondPerson")}>
          {t("secondPersonText")}
        </Notice>
      ) : (
        <Form action={confirmDrawAction} hidden={{ ...ids, seen: underWay.randomness }}>
          <Sources round={round} />
          <FormCheckbox name="compared" value="yes" label={t("compared")} />
          <Notice tone="amber" title={t("warning")}>
            {t("warningText", { count: round.rosterCount ?? 0 })}
          </Notice>
          <SubmitButton>{t("confirm")}</SubmitButton>
        </Form>
      )}
      <Form action={cancelDrawAction} hidden={ids}>
        <SubmitButton tone="quiet">{t("cancel")}</SubmitButton>
      </Form>
    </div>
  );
}

async function Sources({ round }: Pick<Props, "round">) {
  const t = await getTranslations("operator.rounds.drawPage");
  return (
    <section className="grid gap-2">
      <h2 className="text-lg">{t("compareTitle")}</h2>
      <ul className="grid gap-1">
        {round.randomnessSources.map(({ name, issue }) => (
          <li key={name}>
            {name} <span className="text-muted">{issue}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page follows the run by itself; it goes on on the server whether anybody watches or not. */
export async function DrawRunning({ round, underWay }: Props) {
  const t = await getTranslations("operator.rounds.drawPage");
  const of = Math.max(1, round.rosterCount ?? 1);
  return (
    <div className="grid gap-4" role="status">
      <LiveRefresh seconds={2} />
      <ProgressBar label={t("running")} value={underWay.done} max={of} />
      <p className="text-muted">{t("runningText", { done: underWay.done, of })}</p>
    </div>
  );
}

/** The run is over: to the results, or, for a reason, once more. */
export async function DrawDone({ round }: Pick<Props, "round">) {
  const t = await getTranslations("operator.rounds.drawPage");
  const base = `/operator/rounds/${round.id}`;
  return (
    <div className="grid gap-5">
      <Notice tone="green" title={t("doneTitle")}>
        {t("doneText", { no: round.draw?.runNo ?? 1, count: round.rosterCount ?? 0 })}
      </Notice>
      <p className="flex flex-wrap items-center gap-4">
        <ButtonLink href={`${base}?view=results`}>{t("toResults")}</ButtonLink>
        <ButtonLink href={`${base}/draw?redo=1`} tone="link">
          {t("drawAgain")}
        </ButtonLink>
      </p>
    </div>
  );
}
