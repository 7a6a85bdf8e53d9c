import { CalendarX, UserRoundPen } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";

/** Said before the form is filled in, not after. */
export async function ClosedRound({ reason }: { reason: string }) {
  const t = await getTranslations("my.apply");
  const refusals = await getTranslations("refusals");
  const list = await getTranslations("my.applications");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} />
      <EmptyState
        title={t("closedTitle")}
        icon={<CalendarX aria-hidden size={32} />}
        action={<ButtonLink href="/my/applications">{list("title")}</ButtonLink>}
      >
        {textOf(refusals, reason)}
      </EmptyState>
    </div>
  );
}

export async function ProfileFirst() {
  const t = await getTranslations("my.apply");
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
