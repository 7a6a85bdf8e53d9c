import { ArrowLeftRight } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { type ExchangeLine, myExchange } from "#lib/exchange/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { PageHeader } from "#ui/page-header";
import type { Tone } from "#ui/tone";
import { myPage } from "../my-page.ts";
import { dayText, instantText } from "../texts.ts";
import { placeNames } from "./place-text.ts";

const tones: Record<ExchangeLine["standing"], Tone> = {
  none: "grey",
  answer: "amber",
  waiting: "amber",
  complete: "green",
  withdrawn: "grey",
  excluded: "red",
};

export default myPage("exchange.view", async ({ actor }) => {
  const { home, lines } = await myExchange(actor);
  const t = await getTranslations("exchange");
  const { room } = await placeNames();
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead")} />
      {home && <p className="pb-4 font-medium">{t("livingIn", { place: room(home) })}</p>}
      {!home && <p className="pb-4 text-muted">{t("noHome")}</p>}
      {lines.length === 0 ? (
        <EmptyState title={t("none")} icon={<ArrowLeftRight aria-hidden size={32} />}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {lines.map((line) => (
            <Line key={line.round.id} line={line} housed={home !== null} />
          ))}
        </ul>
      )}
    </div>
  );
});

async function Line({ line, housed }: { line: ExchangeLine; housed: boolean }) {
  const { round, open, standing } = line;
  const t = await getTranslations("exchange");
  const locale = await getLocale();
  const begin = standing === "none" && open && housed;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3 py-4">
      <div className="grid min-w-0 gap-0.5">
        <h2 className="flex flex-wrap items-center gap-2 font-medium">
          {nameIn(locale, round)}
          {standing !== "none" && <Badge tone={tones[standing]}>{t(`standing.${standing}`)}</Badge>}
        </h2>
        <p className="text-muted text-sm">{t("moveOn", { date: dayText(locale, round.moveInOn) })}</p>
        <p className="text-sm">
          {open
            ? t("closes", { date: instantText(locale, round.closesAt) })
            : round.status === "announced"
              ? t("opens", { date: instantText(locale, round.opensAt) })
              : t("closed")}
        </p>
      </div>
      <ButtonLink href={`/my/exchange/${round.id}`} tone={begin || standing === "answer" ? "primary" : "quiet"}>
        {t(begin ? "begin" : standing === "answer" ? "answer.go" : "see")}
        <span className="sr-only"> {nameIn(locale, round)}</span>
      </ButtonLink>
    </li>
  );
}
