import { useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import type { WishableCategory } from "#lib/applications/queries";
import type { Misfit } from "#lib/applications/rules-fit";
import type { SharedRent } from "#lib/people/shared-rent";
import { shownParts } from "#lib/subsidy/rules-plan";
import { Money } from "#ui/money";

/** 月租 − 生活资助 − 租房资助, small, and what is left in large beside it. */
export function NetOfCategory({ net }: { net: SharedRent }) {
  const t = useTranslations("ui.netRent");
  const { livingFen, rentPartFen } = shownParts(Object.entries(net.parts).map(([part, fen]) => ({ part, fen })));
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <p className="text-muted text-sm">
        {t("rent")} <Money fen={net.rentFen} size="sm" /> − {t("living")} <Money fen={livingFen} size="sm" /> −{" "}
        {t("rentPart")} <Money fen={rentPartFen} size="sm" />
      </p>
      <p className="ml-auto">
        <span className="text-muted text-sm">{t("yours")} </span>
        <Money fen={net.dueFen} size="lg" unit="month" />
      </p>
      {net.surplusFen > 0 && (
        <p className="w-full text-right text-green-700 text-sm">
          {t("surplus")} <Money fen={net.surplusFen} size="sm" unit="month" />
        </p>
      )}
      {net.keptFen > 0 && (
        <p className="w-full text-right text-green-700 text-sm">
          {t("kept")} <Money fen={net.keptFen} size="sm" />
        </p>
      )}
    </div>
  );
}

/** `12 套 · 先留 5 套给博士` */
export function PlacesOf({ category }: { category: Pick<WishableCategory, "places" | "reserves" | "byBed"> }) {
  const t = useTranslations("applications.wishes");
  const words = useTranslations("words");
  const reserved = category.reserves.map(({ class: name, places }) =>
    t("reserved", { places, class: textOf(words, `classes.${name}`) }),
  );
  const places = t(category.byBed ? "beds" : "places", { count: category.places });
  return <>{[places, ...reserved].join(" · ")}</>;
}

/** Why something does not take those who apply. */
export function MisfitText({ misfit, size }: { misfit: Misfit; size: number }) {
  const t = useTranslations("applications.wishes.misfit");
  if (misfit.why === "gender") return t("gender");
  if (misfit.why === "too-many") return t("tooMany", { most: misfit.most, size });
  return t("tooFew", { least: misfit.least });
}
