import { getTranslations } from "next-intl/server";
import type { RoundView } from "#lib/rounds/queries";
import { Card } from "#ui/card";
import { beginOfferingAction, freezeRosterAction, noticeRosterAction, publishResultsAction } from "../../actions.ts";
import { Again, Draw, Offering } from "./next-after-freeze.tsx";
import { Announced, Draft, Noticed, Open, ToPriority } from "./next-before-draw.tsx";
import { OneButton } from "./one-button.tsx";

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
      return <Announced round={round} now={now} />;
    case "close":
      return <Open round={round} now={now} asked={asked} />;
    case "noticeRoster":
      return (
        <>
          <OneButton action={noticeRosterAction} roundId={roundId} label={t("noticeRoster")}>
            {t("noticeRosterText", { count: round.submitted, days: round.terms.rosterNoticeDays })}
          </OneButton>
          <ToPriority round={round} />
        </>
      );
    case "freeze":
      return (
        <>
          <Noticed round={round} until={round.rosterNoticeUntil} now={now}>
            <OneButton action={freezeRosterAction} roundId={roundId} label={t("freeze")}>
              {t("freezeText", { count: round.submitted })}
            </OneButton>
          </Noticed>
          <ToPriority round={round} />
        </>
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
          <Noticed round={round} until={round.resultsNoticeUntil} now={now}>
            <OneButton action={beginOfferingAction} roundId={roundId} label={t(`offer.${round.mechanism}`)}>
              {t(`offerText.${round.mechanism}`, { hours: round.offerHours })}
            </OneButton>
          </Noticed>
          <Again round={round} asked={asked} />
        </>
      );
    case "finish":
      return <Offering round={round} />;
    default:
      return <p className="max-w-prose">{t("finished")}</p>;
  }
}
