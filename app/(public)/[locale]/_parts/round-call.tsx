import { useLocale, useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { PublicRound } from "#lib/rounds/public";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";

/** The band of the round that takes applications now; without one, where earlier results are found. */
export function RoundCall({ round }: { round: PublicRound | null }) {
  const t = useTranslations("public.home.round");
  const locale = useLocale();
  return (
    <section className="mt-6 border-line border-y bg-green-100">
      <div className="page-width flex flex-wrap items-center justify-between gap-x-10 gap-y-6 py-10 sm:py-14">
        <div className="grid max-w-prose gap-2">
          <h2 className="font-serif text-xl">{round ? nameIn(locale, round) : t("noneTitle")}</h2>
          {round ? (
            <>
              <p>{t("counts", { units: round.placeCount, applications: round.applicationCount })}</p>
              <p>
                {t("closes")} <Instant at={round.closesAt} />
              </p>
            </>
          ) : (
            <p>{t("noneText")}</p>
          )}
        </div>
        <div className="flex flex-wrap gap-3">
          {round && (
            <ButtonLink href="/my" size="lg">
              {t("apply")}
            </ButtonLink>
          )}
          <ButtonLink href={round ? `/rounds/${round.code}` : "/rounds"} tone="quiet" size="lg">
            {round ? t("rules") : t("earlier")}
          </ButtonLink>
        </div>
      </div>
    </section>
  );
}
