import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn } from "#i18n/names";
import { myWaiting } from "#lib/offers/queries";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/section";
import type { Talent } from "./my-page.ts";
import { isLive, waitHref } from "./waiting/where.ts";

const SHOWN = 3;

/** Where one stands in the lists one waits in; nothing where one waits in none. */
export async function WaitingNow({ actor }: { actor: Talent }) {
  const live = (await myWaiting(actor)).filter(isLive);
  if (live.length === 0) return null;
  const t = await getTranslations("waiting");
  const locale = await getLocale();
  return (
    <Section
      title={t("home.title")}
      actions={
        <ButtonLink href="/my/waiting" tone="link">
          {t("home.all")}
        </ButtonLink>
      }
    >
      <ul className="divide-y divide-line border-line border-y">
        {live.slice(0, SHOWN).map((wait) => (
          <li
            key={`${wait.applicationId} ${wait.category.id}`}
            className="flex flex-wrap items-baseline justify-between gap-x-4 py-2"
          >
            <Link href={waitHref(wait)} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {categoryNameIn(locale, wait.category)}
            </Link>
            <span className="tabular font-medium">
              {wait.place === null ? t(`status.${wait.status}`) : t("place", { place: wait.place })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
