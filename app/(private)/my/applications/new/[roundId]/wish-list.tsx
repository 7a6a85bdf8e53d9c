import { ArrowDown, ArrowUp, X } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { categoryNameIn } from "#i18n/names";
import type { WishableCategory } from "#lib/applications/queries";
import { Money } from "#ui/money";
import { MisfitText } from "./category-texts.tsx";
import { WishLink } from "./wish-link.tsx";
import type { WishPage } from "./wish-page.ts";

/** What is wished for, best first, with links that move each up, down or out. */
export async function WishList({ view }: { view: WishPage }) {
  const t = await getTranslations("applications.wishes");
  const chosen = view.draft.choices.flatMap((id) => view.categories.find((category) => category.id === id) ?? []);
  if (chosen.length === 0) return <p className="text-muted">{t("empty")}</p>;
  return (
    <ol className="divide-y divide-line border-line border-y">
      {chosen.map((category, index) => (
        <Wish key={category.id} view={view} category={category} index={index} last={index === chosen.length - 1} />
      ))}
    </ol>
  );
}

type Props = { view: WishPage; category: WishableCategory; index: number; last: boolean };

async function Wish({ view, category, index, last }: Props) {
  const t = await getTranslations("applications.wishes");
  const name = categoryNameIn(await getLocale(), category);
  const { id, misfit, net } = category;
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-2 py-2">
      <span className="tabular font-semibold text-green-700">{index + 1}</span>
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-sm">
          <Money fen={net.dueFen} unit="month" />
        </p>
        {misfit && (
          <p className="text-amber-700 text-sm">
            <MisfitText misfit={misfit} size={view.party.size} />
          </p>
        )}
      </div>
      <div className="flex gap-1">
        {index > 0 && (
          <WishLink look="icon" href={view.hrefs.move(id, -1)} label={t("up", { name })}>
            <ArrowUp aria-hidden size={18} />
          </WishLink>
        )}
        {!last && (
          <WishLink look="icon" href={view.hrefs.move(id, 1)} label={t("down", { name })}>
            <ArrowDown aria-hidden size={18} />
          </WishLink>
        )}
        <WishLink look="icon" href={view.hrefs.remove(id)} label={t("remove", { name })}>
          <X aria-hidden size={18} />
        </WishLink>
      </div>
    </li>
  );
}
