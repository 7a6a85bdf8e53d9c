import Link from "next/link";
import { useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { Overview } from "#lib/inventory/overview";
import { Instant } from "#ui/instant";
import { StatusBadge } from "#ui/status-badge";
import { TextLink } from "#ui/text-link";

type Rounds = Overview["rounds"];

/** The rounds under way in figures. */
export function RoundsNow({ rounds, locale }: { rounds: Rounds; locale: string }) {
  const t = useTranslations("operator.overview.round");
  return (
    <section className="grid gap-4 border-line border-t pt-4">
      <h2 className="text-muted text-sm">{t("title")}</h2>
      {rounds.map((round) => (
        <RoundFigures key={round.id} round={round} locale={locale} />
      ))}
      {rounds.length === 0 && (
        <p>
          {t("none")} <TextLink href="/operator/rounds">{t("all")}</TextLink>
        </p>
      )}
    </section>
  );
}

function RoundFigures({ round, locale }: { round: Rounds[number]; locale: string }) {
  const t = useTranslations("operator.overview.round");
  return (
    <div className="grid gap-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Link href={`/operator/rounds/${round.id}`} className="font-semibold underline underline-offset-4">
          {nameIn(locale, round)}
        </Link>
        <StatusBadge kind="round" status={round.status} />
      </p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1">
        {(["placeCount", "applicationCount", "offersOpen", "offersAccepted"] as const).map((key) => (
          <div key={key} className="flex items-baseline justify-between gap-3 border-line border-b py-1">
            <dt className="text-muted text-sm">{t(key)}</dt>
            <dd className="tabular font-medium">{round[key]}</dd>
          </div>
        ))}
      </dl>
      <p className="text-muted text-sm">
        {t("closes")} <Instant at={round.closesAt} look="short" />
      </p>
    </div>
  );
}
