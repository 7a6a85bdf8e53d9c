import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn, nameIn } from "#i18n/names";
import { NotFound } from "#lib/errors";
import { type MyWait, myWaitIn } from "#lib/offers/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { Timeline } from "#ui/timeline";
import { myPage } from "../../../my-page.ts";
import { instantText } from "../../../texts.ts";
import { Standing, waitTones } from "../../wait-card.tsx";
import { waitHref } from "../../where.ts";

type Params = { applicationId: string; categoryId: string };

/** One waiting list of the talent's: the place now, and everything that moved it, without a name. */
export default myPage<Params>("waiting.view", async ({ actor, params }) => {
  const wait = await myWaitIn(actor, params.applicationId, params.categoryId);
  if (!wait) throw new NotFound();
  const t = await getTranslations("waiting");
  const locale = await getLocale();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: "/my/waiting", label: t("title") }]}
        eyebrow={nameIn(locale, wait.round)}
        title={categoryNameIn(locale, wait.category)}
        status={<Badge tone={waitTones[wait.status]}>{t(`status.${wait.status}`)}</Badge>}
      />
      <div className="grid gap-4">
        <Standing wait={wait} />
        <Until wait={wait} />
        {!wait.leads && <p className="text-muted">{t("group", { receiptNo: wait.receiptNo })}</p>}
        <Ways wait={wait} />
      </div>
      <Section title={t("changes")}>
        <Moves wait={wait} />
      </Section>
    </div>
  );
});

async function Until({ wait }: { wait: MyWait }) {
  const t = await getTranslations("waiting");
  const { waitlistUntil } = wait.round;
  if (!waitlistUntil || wait.place === null) return null;
  const over = new Date() >= waitlistUntil;
  return (
    <p className="text-muted">
      {over ? t("untilOver") : t("until", { date: instantText(await getLocale(), waitlistUntil) })}
    </p>
  );
}

async function Ways({ wait }: { wait: MyWait }) {
  const t = await getTranslations("waiting");
  return (
    <div className="flex flex-wrap gap-3">
      {wait.offerId && (
        <ButtonLink href={`/my/offers/${wait.offerId}`}>{t(wait.leads ? "answerOffer" : "seeOffer")}</ButtonLink>
      )}
      {wait.leads && wait.status === "waiting" && (
        <ButtonLink href={`${waitHref(wait)}/leave`} tone="quiet">
          {t("leave")}
        </ButtonLink>
      )}
    </div>
  );
}

async function Moves({ wait }: { wait: MyWait }) {
  const t = await getTranslations("waiting");
  const moves = wait.moves.map(({ kind, at, place, mine }, index) => ({
    id: `${at.getTime()} ${index}`,
    title: t(`${mine ? "mine" : "moved"}.${kind}`),
    at: <Instant at={at} look="short" />,
    body: mine ? undefined : t("after", { place }),
    state: "done" as const,
  }));
  const start = {
    id: "start",
    title: t("start", { place: wait.start }),
    at: <Instant at={wait.since} look="short" />,
    state: "done" as const,
  };
  return (
    <>
      {moves.length === 0 && <p className="text-muted">{t("noChanges")}</p>}
      <Timeline items={[...moves, start]} />
    </>
  );
}
