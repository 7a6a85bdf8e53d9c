import { getLocale, getTranslations } from "next-intl/server";
import type { ChoosingView } from "#lib/choosing/queries";
import { ButtonLink } from "#ui/button";
import { Countdown } from "#ui/countdown";
import { Notice } from "#ui/notice";
import { TimeLeft } from "#ui/time-left";
import { instantText } from "../../texts.ts";

type Props = { view: ChoosingView; now: Date };
const HOUR = 3_600_000;

/** Where the person stands: before their turn, in it, or after it. */
export async function MyTurn({ view, now }: Props) {
  const t = await getTranslations("choosing.turn");
  const { status } = view.turn;
  if (view.choosing) return <Now view={view} now={now} />;
  if (status === "waiting" && now < view.turn.startsAt) return <Before view={view} now={now} />;
  // A window that has just ended waits for the job that says what comes next.
  const over = status === "waiting" ? "missed" : status;
  if (over === "chosen")
    return (
      <Notice
        tone="green"
        title={t("chosen")}
        action={
          <ButtonLink href="/my/lease" tone="quiet">
            {t("seeLease")}
          </ButtonLink>
        }
      >
        {t("chosenText")}
      </Notice>
    );
  return (
    <Notice
      title={t(over)}
      action={
        <ButtonLink href="/my/notices" tone="quiet">
          {t("seeNotices")}
        </ButtonLink>
      }
    >
      {t(`${over}Text`)}
    </Notice>
  );
}

async function Now({ view, now }: Props) {
  const t = await getTranslations("choosing.turn");
  const until = instantText(await getLocale(), view.turn.endsAt);
  return (
    <Notice tone="green" title={t("now")}>
      <div className="grid gap-1">
        {view.turn.missedBefore > 0 && <p>{t("further")}</p>}
        <p>{t("nowText", { until })}</p>
        <p>
          {t("left")} <Countdown until={view.turn.endsAt.toISOString()} now={now.toISOString()} label={t("left")} />
        </p>
      </div>
    </Notice>
  );
}

async function Before({ view, now }: Props) {
  const t = await getTranslations("choosing.turn");
  const locale = await getLocale();
  const { startsAt, endsAt, missedBefore } = view.turn;
  const values = { from: instantText(locale, startsAt), until: instantText(locale, endsAt), rank: view.rank };
  const near = startsAt.getTime() - now.getTime() < HOUR;
  return (
    <Notice tone="blue" title={t("before")}>
      <div className="grid gap-1">
        {missedBefore > 0 && <p>{t("further")}</p>}
        <p>{t("beforeText", values)}</p>
        {near ? (
          <p>
            {t("begins")} <Countdown until={startsAt.toISOString()} now={now.toISOString()} label={t("begins")} />
          </p>
        ) : (
          <p>
            <TimeLeft until={startsAt.getTime()} now={now.getTime()} />
          </p>
        )}
      </div>
    </Notice>
  );
}
