import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn, nameIn } from "#i18n/names";
import type { MyWait } from "#lib/offers/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import type { Tone } from "#ui/tone";
import { waitHref } from "./where.ts";

export const waitTones: Record<MyWait["status"], Tone> = {
  waiting: "blue",
  offered: "amber",
  housed: "green",
  left: "grey",
  out: "grey",
};

/** One list on the page of all: where one stands, of how many, and the way to more. */
export async function WaitCard({ wait }: { wait: MyWait }) {
  const t = await getTranslations("waiting");
  const locale = await getLocale();
  const { category, round, status } = wait;
  return (
    <Card>
      <div className="grid gap-3">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <div className="grid gap-0.5">
            <h3 className="font-semibold">{categoryNameIn(locale, category)}</h3>
            <p className="text-muted text-sm">{nameIn(locale, round)}</p>
          </div>
          <Badge tone={waitTones[status]}>{t(`status.${status}`)}</Badge>
        </div>
        <Standing wait={wait} />
        <div className="flex flex-wrap gap-3">
          {wait.offerId && (
            <ButtonLink href={`/my/offers/${wait.offerId}`}>{t(wait.leads ? "answerOffer" : "seeOffer")}</ButtonLink>
          )}
          <ButtonLink href={waitHref(wait)} tone="quiet">
            {t("more")}
            <span className="sr-only"> {categoryNameIn(locale, category)}</span>
          </ButtonLink>
        </div>
      </div>
    </Card>
  );
}

/** 第 7 位 of 23, and where one began. */
export async function Standing({ wait }: { wait: MyWait }) {
  const t = await getTranslations("waiting");
  if (wait.place === null) {
    return wait.status === "waiting" ? null : <p className="text-muted">{t(`statusText.${wait.status}`)}</p>;
  }
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <p className="tabular font-semibold text-2xl text-green-700">{t("place", { place: wait.place })}</p>
      <p className="tabular text-muted">
        {t("of", { count: wait.waiting })} · {t("start", { place: wait.start })}
      </p>
    </div>
  );
}
