import { CalendarX, UserRoundPen, UsersRound } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { Refusal } from "#lib/errors";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";

/** Said before the form is filled in, not after. */
export async function ClosedRound({ refusal }: { refusal: Refusal }) {
  const t = await getTranslations("applications.notNow");
  const refusals = await getTranslations("refusals");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} />
      <EmptyState
        title={t("closedTitle")}
        icon={<CalendarX aria-hidden size={32} />}
        action={<ButtonLink href="/my/applications">{list("title")}</ButtonLink>}
      >
        {textOf(refusals, refusal.reason, written(locale, refusal.values))}
      </EmptyState>
    </div>
  );
}

export async function ProfileFirst() {
  const t = await getTranslations("applications.notNow");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} />
      <EmptyState
        title={t("profileFirst")}
        icon={<UserRoundPen aria-hidden size={32} />}
        action={<ButtonLink href="/my/profile">{t("profileGo")}</ButtonLink>}
      >
        {t("profileFirstText")}
      </EmptyState>
    </div>
  );
}

/** Whoever has joined a group is in the round already. */
export async function InGroup({ applicationId }: { applicationId: string }) {
  const t = await getTranslations("applications.notNow");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} />
      <EmptyState
        title={t("inGroup")}
        icon={<UsersRound aria-hidden size={32} />}
        action={<ButtonLink href={`/my/applications/${applicationId}`}>{t("inGroupGo")}</ButtonLink>}
      >
        {t("inGroupText")}
      </EmptyState>
    </div>
  );
}
