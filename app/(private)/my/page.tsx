import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { myApplications, openRoundsFor } from "#lib/applications/queries";
import { myBills } from "#lib/billing/queries";
import { BrokenInvariant } from "#lib/errors";
import { myLease } from "#lib/leases/queries";
import { noticesFor } from "#lib/notices/queries";
import { myOffers, type OfferView } from "#lib/offers/queries";
import { entitlementPreview } from "#lib/people/preview";
import { profileFor } from "#lib/people/queries";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { TaskList } from "#ui/task-list";
import { TimeLeft } from "#ui/time-left";
import { TurnNotice } from "./choosing/turn-notice.tsx";
import { myPage } from "./my-page.ts";
import { MyRent } from "./my-rent.tsx";
import { NoticeList } from "./notices/notice-list.tsx";
import { tasksOf } from "./tasks.ts";
import { WaitingNow } from "./waiting-now.tsx";

const EXAMPLE = "single";
const NOTICES_SHOWN = 3;

export default myPage("profile.view", async ({ actor }) => {
  const now = new Date();
  const profile = await profileFor(actor, actor.personId, now);
  const lease = await myLease(actor);
  const applications = await myApplications(actor, now);
  const [newest] = await myOffers(actor);
  const offer = newest ?? null;
  const open = offer?.status === "open" && now < offer.expiresAt ? offer : null;
  const resident = lease !== null && lease.status !== "ended";
  const rent = resident ? { rentFen: lease.rentNowFen } : { roomTypeId: EXAMPLE };
  const preview = await entitlementPreview(actor, actor.personId, rent, now);
  if (!preview.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  const [bill] = resident ? await myBills(actor, now) : [];
  const rounds = await openRoundsFor(actor, now);
  const notices = await noticesFor(actor, NOTICES_SHOWN);
  const t = await getTranslations("my.home");
  const tasks = await tasksOf({ profile, rounds, applications, offer, lease });
  const next = open
    ? undefined
    : tasks.find((task) => task.href && ["todo", "inProgress", "error"].includes(task.status));
  const rentPart = <MyRent preview={preview} resident={resident} bill={bill} />;
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={actor.name ? t("hello", { name: actor.name }) : t("helloPlain")} />
      <TurnNotice actor={actor} now={now} />
      {next?.href && (
        <ButtonLink href={next.href} size="lg" wide>
          {t("next", { task: next.title })}
        </ButtonLink>
      )}
      {open && <OpenOffer offer={open} now={now} />}
      {resident && rentPart}
      <Section title={t("steps")}>
        <TaskList tasks={tasks} />
      </Section>
      <WaitingNow actor={actor} />
      {!resident && rentPart}
      <Section
        title={t("notices")}
        actions={
          <ButtonLink href="/my/notices" tone="link">
            {t("allNotices")}
          </ButtonLink>
        }
      >
        {notices.length > 0 ? <NoticeList notices={notices} /> : <p className="text-muted">{t("noNotices")}</p>}
      </Section>
    </div>
  );
});

async function OpenOffer({ offer, now }: { offer: OfferView; now: Date }) {
  const t = await getTranslations("my.home");
  const words = await getTranslations("my.offer");
  const locale = await getLocale();
  const place = words("place", { building: nameIn(locale, offer.building), roomNo: offer.unit.roomNo });
  return (
    <Notice tone="amber" title={t("offerTitle")}>
      <div className="grid justify-items-start gap-2">
        <p>{t("offerText", { place, roomType: nameIn(locale, offer.roomType) })}</p>
        <p>
          <TimeLeft until={offer.expiresAt.getTime()} now={now.getTime()} />
        </p>
        <ButtonLink href={`/my/offers/${offer.id}`}>{t("offerAction")}</ButtonLink>
      </div>
    </Notice>
  );
}
