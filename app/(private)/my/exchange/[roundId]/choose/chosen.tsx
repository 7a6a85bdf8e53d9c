import { ArrowDown, ArrowUp, X } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { ExchangeView } from "#lib/exchange/queries";
import type { AskableView } from "#lib/exchange/search";
import { Money } from "#ui/money";
import { chooseHref, type Draft } from "../../draft.ts";
import { placeNames } from "../../place-text.ts";
import { searchOf } from "./search-of.ts";

type Props = {
  roundId: string;
  draft: Draft;
  chosen: readonly AskableView[];
  home: NonNullable<ExchangeView["home"]>;
  search: Record<string, string | undefined>;
};

/** The list so far, each place with its way up, down and off; the own home always stands last. */
export async function Chosen({ roundId, draft, chosen, home, search }: Props) {
  const t = await getTranslations("exchange.choose");
  const { room, type } = await placeNames();
  const href = (places: string[]) => `${chooseHref(roundId, { ...draft, places }, searchOf(search))}#list`;
  const ids = draft.places;
  const swapped = (at: number) =>
    ids.map((id, index) => (index === at ? ids[at + 1] : index === at + 1 ? ids[at] : id));
  const moved = (at: number) => swapped(at).filter((id) => id !== undefined);
  return (
    <ol className="divide-y divide-line border-line border-y">
      {chosen.length === 0 && <li className="py-3 text-muted">{t("listEmpty")}</li>}
      {chosen.map((place, index) => (
        <li key={place.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <span className="tabular w-6 shrink-0 text-muted">{index + 1}</span>
          <span className="grid min-w-40 grow">
            <span>{room(place)}</span>
            <span className="text-muted text-sm">
              {type(place)} · {t(place.vacant ? "vacant" : "lived")} · {t("net")} <Money fen={place.netFen} size="sm" />
            </span>
          </span>
          <span className="flex">
            {index > 0 && (
              <Step href={href(moved(index - 1))} label={t("up", { place: room(place) })}>
                <ArrowUp aria-hidden size={18} />
              </Step>
            )}
            {index < chosen.length - 1 && (
              <Step href={href(moved(index))} label={t("down", { place: room(place) })}>
                <ArrowDown aria-hidden size={18} />
              </Step>
            )}
            <Step href={href(ids.filter((id) => id !== place.id))} label={t("off", { place: room(place) })}>
              <X aria-hidden size={18} />
            </Step>
          </span>
        </li>
      ))}
      <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-3">
        <span className="tabular w-6 shrink-0 text-muted">{chosen.length + 1}</span>
        <span className="grid grow">
          <span>{room(home)}</span>
          <span className="text-muted text-sm">
            {t("own")} · {t("net")} <Money fen={home.netFen} size="sm" />
          </span>
        </span>
      </li>
    </ol>
  );
}

const Step = ({ href, label, children }: { href: string; label: string; children: ReactNode }) => (
  <Link
    href={href}
    aria-label={label}
    className="inline-flex size-11 items-center justify-center rounded-md text-green-700 hover:bg-sunken"
  >
    {children}
  </Link>
);
