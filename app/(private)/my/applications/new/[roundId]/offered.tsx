import { Check, Plus } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import type { WishableCategory } from "#lib/applications/queries";
import { MisfitText, NetOfCategory, PlacesOf } from "./category-texts.tsx";
import { WishLink } from "./wish-link.tsx";
import { type Kind, kindOf, missingOf, type WishPage } from "./wish-page.ts";

/** What can be added to the list, by room type, and behind a fold what can never be given to this person. */
export async function Offered({ view }: { view: WishPage }) {
  const t = await getTranslations("applications.wishes");
  return (
    <>
      <Filters view={view} />
      {view.kinds.length === 0 && <p className="text-muted">{t("nothingOffered")}</p>}
      <div className="grid gap-8">
        {view.kinds.map((kind) => (
          <OfferedKind key={kind.id} view={view} kind={kind} />
        ))}
      </div>
      {view.never.length > 0 && <Never view={view} />}
    </>
  );
}

/** A room type in the reader's language, and for whom where it is let by the bed. */
export async function kindName({ typeZh, typeEn, byBed, gender }: WishableCategory): Promise<string> {
  const words = await getTranslations("words");
  const name = (await getLocale()) === "en" ? typeEn : typeZh;
  return byBed && gender ? `${name} · ${textOf(words, `placeModes.${gender}`)}` : name;
}

async function Filters({ view }: { view: WishPage }) {
  const t = await getTranslations("applications.wishes");
  const locale = await getLocale();
  const offered = view.categories.filter(({ never }) => !never);
  const buildings = new Map(
    [...offered]
      .sort((a, b) => a.buildingNo - b.buildingNo)
      .map(({ buildingId, buildingZh, buildingEn }) => [buildingId, locale === "en" ? buildingEn : buildingZh]),
  );
  const kinds = new Map<string, string>();
  for (const category of offered) kinds.set(kindOf(category), await kindName(category));
  const { building, type } = view.filter;
  return (
    <div className="grid gap-3">
      {kinds.size > 1 && (
        <Chips
          label={t("byType")}
          all={{ text: t("allTypes"), href: view.hrefs.filter({ building }) }}
          options={[...kinds].map(([id, text]) => ({ id, text, href: view.hrefs.filter({ building, type: id }) }))}
          current={type}
        />
      )}
      {buildings.size > 1 && (
        <Chips
          label={t("byBuilding")}
          all={{ text: t("allBuildings"), href: view.hrefs.filter({ type }) }}
          options={[...buildings].map(([id, text]) => ({ id, text, href: view.hrefs.filter({ building: id, type }) }))}
          current={building}
        />
      )}
    </div>
  );
}

type Chip = { id: string; text: string; href: string };

function Chips(props: { label: string; all: Omit<Chip, "id">; options: Chip[]; current: string | undefined }) {
  const { label, all, options, current } = props;
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-2">
        <li>
          <WishLink look="chip" href={all.href} current={current === undefined}>
            {all.text}
          </WishLink>
        </li>
        {options.map(({ id, text, href }) => (
          <li key={id}>
            <WishLink look="chip" href={href} current={current === id}>
              {text}
            </WishLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

async function OfferedKind({ view, kind }: { view: WishPage; kind: Kind }) {
  const t = await getTranslations("applications.wishes");
  const { first } = kind;
  const name = await kindName(first);
  const missing = missingOf(kind, view.draft).length;
  return (
    <section className="grid gap-2" id={`k-${kind.id}`}>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-semibold">
          {name} <span className="font-normal text-muted text-sm">{first.areaM2} ㎡</span>
        </h3>
        {missing > 1 && (
          <WishLink look="text" href={view.hrefs.addAll(kind)} label={t("addAllOf", { name, count: missing })}>
            {t("addAll", { count: missing })}
          </WishLink>
        )}
      </div>
      <NetOfCategory net={first.net} />
      <ul className="divide-y divide-line border-line border-y">
        {kind.categories.map((category) => (
          <OfferedRow key={category.id} view={view} category={category} kind={name} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = { view: WishPage; category: WishableCategory; kind: string };

async function OfferedRow({ view, category, kind }: RowProps) {
  const t = await getTranslations("applications.wishes");
  const building = (await getLocale()) === "en" ? category.buildingEn : category.buildingZh;
  const at = view.draft.choices.indexOf(category.id);
  return (
    <li id={`c-${category.id}`} className="flex min-h-14 items-center justify-between gap-3 py-1">
      <div className="min-w-0">
        <p className="font-medium">{building}</p>
        <p className="text-muted text-sm">
          <PlacesOf category={category} />
        </p>
        {category.misfit && (
          <p className="text-amber-700 text-sm">
            <MisfitText misfit={category.misfit} size={view.party.size} />
          </p>
        )}
      </div>
      {at >= 0 ? (
        <p className="inline-flex shrink-0 items-center gap-1 font-medium text-green-700 text-sm">
          <Check aria-hidden size={16} />
          {t("chosen", { n: at + 1 })}
        </p>
      ) : category.misfit ? null : (
        <WishLink look="add" href={view.hrefs.add(category)} label={t("addOf", { name: `${building} · ${kind}` })}>
          <Plus aria-hidden size={16} />
          {t("add")}
        </WishLink>
      )}
    </li>
  );
}

async function Never({ view }: { view: WishPage }) {
  const t = await getTranslations("applications.wishes");
  return (
    <details className="border-line border-y">
      <summary className="flex min-h-11 cursor-pointer items-center font-medium text-green-700">{t("never")}</summary>
      <ul className="grid gap-1 pb-3 text-sm">
        {
          await Promise.all(
            view.never.map(async ({ id, first }) => (
              <li key={id}>
                {await kindName(first)}
                <span className="text-muted">
                  {" "}
                  · {first.misfit ? <MisfitText misfit={first.misfit} size={view.party.size} /> : t("misfit.gender")}
                </span>
              </li>
            )),
          )
        }
      </ul>
    </details>
  );
}
