import { CircleCheck, CircleX, MinusCircle } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { categoryNameIn, nameIn } from "#i18n/names";
import type { GotPlace, Outcome } from "#lib/applications/outcome";
import type { ApplicationView } from "#lib/applications/queries";
import { yuanText } from "#lib/money";
import type { MyWait } from "#lib/offers/queries";
import { ButtonLink } from "#ui/button";
import { Instant } from "#ui/instant";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";

/** What came of the result until now: the newest offer, and the lists that the application stands in. */
type After = { offer: ApplicationView["offer"]; leads: boolean; waits: readonly MyWait[] };

/** What the draw gave and why: the rank, each choice in turn, the place and the rule that chose it, and what comes next. */
export async function Why({ outcome, ...after }: After & { outcome: Outcome }) {
  const t = await getTranslations("applications.why");
  const [tiers, points] = [outcome.entrant.tier !== null, outcome.entrant.points !== null];
  return (
    <Section title={t("title")}>
      <p className="text-lg">{t("rank", { rank: outcome.rank, of: outcome.of })}</p>
      <p className="text-muted text-sm">
        {t(`orders.${tiers && points ? "tiersPoints" : tiers ? "tiers" : points ? "points" : "draw"}`)}
        {outcome.drawnAgain && ` ${t("drawnAgain")}`}
      </p>
      <Standing outcome={outcome} />
      {outcome.choices.length > 0 && <Choices outcome={outcome} />}
      {outcome.got && <Got got={outcome.got} floorWish={outcome.floorWish} />}
      <Next outcome={outcome} {...after} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink href={`/rounds/${outcome.round.code}/results`} tone="quiet">
          {t("public")}
        </ButtonLink>
        {outcome.round.status === "resultsNotice" && (
          <ButtonLink href={`/my/rounds/${outcome.round.id}/objection`} tone="quiet">
            {t("object")}
          </ButtonLink>
        )}
      </div>
    </Section>
  );
}

/** Tier, points and class, where the round goes by them. */
async function Standing({ outcome: { entrant, round, choices } }: { outcome: Outcome }) {
  const t = await getTranslations("applications.why");
  const words = await getTranslations("words");
  const classes = entrant.classes.map((name) => textOf(words, `classes.${name}`)).join(words("listSeparator"));
  const items = [
    ...(entrant.tier !== null && round.terms.tiers
      ? [{ label: t("tier"), value: t("tierValue", { tier: entrant.tier, of: round.terms.tiers.length + 1 }) }]
      : []),
    ...(entrant.points !== null ? [{ label: t("points"), value: String(entrant.points) }] : []),
    ...(entrant.group > 1 ? [{ label: t("group"), value: t("groupValue", { count: entrant.group }) }] : []),
    ...(classes !== "" && choices.some(({ row }) => row.reserves.length > 0)
      ? [{ label: t("classes"), value: classes }]
      : []),
  ];
  return items.length > 0 ? <SummaryList items={items} /> : null;
}

async function Choices({ outcome }: { outcome: Outcome }) {
  const t = await getTranslations("applications.why");
  const locale = await getLocale();
  const texts = await Promise.all(outcome.choices.map((choice) => choiceText(outcome, choice)));
  const icons = { got: CircleCheck, better: MinusCircle } as const;
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">{t("choices")}</h3>
      <ol className="divide-y divide-line border-line border-y">
        {outcome.choices.map((choice, index) => {
          const got = choice.outcome === "got";
          const Icon = got || choice.outcome === "better" ? icons[choice.outcome as keyof typeof icons] : CircleX;
          return (
            <li key={choice.category} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-3 py-2.5">
              <Icon aria-hidden size={20} className={got ? "mt-0.5 text-green-700" : "mt-0.5 text-muted"} />
              <div>
                <p className="font-medium">{t("choice", { n: index + 1, name: categoryNameIn(locale, choice.row) })}</p>
                {choice.own && <OwnOrder own={choice.own} />}
                <p className="text-muted text-sm">{texts[index]}</p>
              </div>
            </li>
          );
        })}
      </ol>
      {outcome.got && outcome.got.choice === null && <p>{t("byAnyOther")}</p>}
      {!outcome.got && outcome.anyOther && <p className="text-muted">{t("anyOtherNone")}</p>}
    </div>
  );
}

type Choice = Outcome["choices"][number];

/** That a category had an order of its own: how many came first, the published reason, and whether the reader was one of them. */
async function OwnOrder({ own: { first, reason, place } }: { own: NonNullable<Choice["own"]> }) {
  const t = await getTranslations("applications.why");
  return (
    <p className="text-muted text-sm">
      {place === null ? t("own", { first, reason }) : t("ownPlace", { first, reason, place })}
    </p>
  );
}

async function choiceText({ rank, entrant }: Outcome, choice: Choice): Promise<string> {
  const t = await getTranslations("applications.why.outcomes");
  const words = await getTranslations("words");
  const name = categoryNameIn(await getLocale(), choice.row);
  const classNames = (names: readonly string[]) =>
    names.map((one) => textOf(words, `classes.${one}`)).join(words("listSeparator"));
  switch (choice.outcome) {
    case "full": {
      const behind = choice.own ? "Behind" : "";
      const values = { rank, name, last: choice.lastRank };
      return choice.class === null
        ? t(`full${behind}`, values)
        : t(`fullReserve${behind}`, { ...values, class: classNames([choice.class]) });
    }
    case "reserved":
      return t("reserved", { name, classes: classNames(choice.classes) });
    case "group-too-large":
      return t("tooLarge", { most: choice.maxGroup, size: entrant.group });
    case "group-too-small":
      return t("tooSmall", { least: choice.minGroup, size: entrant.group });
    case "rent":
      return t("rent", { rent: yuanText(choice.rentFen) });
    case "got":
    case "better":
    case "gender":
      return t(choice.outcome);
    case "no-places":
      return t("noPlaces");
    case "own-priority":
      return t(choice.place === null ? "ownPriority" : "ownPriorityPlace");
  }
}

async function Got({ got, floorWish }: { got: GotPlace; floorWish: Outcome["floorWish"] }) {
  const t = await getTranslations("applications.why");
  const locale = await getLocale();
  const { unit, category, label } = got;
  if (!unit) return null;
  const place = { building: nameIn(locale, unit.building), roomNo: unit.roomNo, floor: unit.floor, bed: unit.bed };
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">{t("got")}</h3>
      <p className="font-medium text-lg">{unit.bed === 0 ? t("place", place) : t("placeBed", place)}</p>
      <p className="text-muted text-sm">
        {t("rule", { name: categoryNameIn(locale, category) })} {t(`rules.${floorWish ?? "any"}`)}
        {label && ` ${t("label", { label })}`}
      </p>
    </div>
  );
}

async function Next({ outcome, offer, leads, waits }: After & { outcome: Outcome }) {
  const t = await getTranslations("applications.why.next");
  const locale = await getLocale();
  const { round, got } = outcome;
  const waiting = waits.filter(({ status }) => status === "waiting" || status === "offered");
  const notice = round.status === "resultsNotice";
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">{t("title")}</h3>
      {notice && round.resultsNoticeUntil && (
        <p>
          {t("notice")} <Instant at={round.resultsNoticeUntil} />
        </p>
      )}
      {notice && round.mechanism === "choice" && (
        <p>{got ? t("offerComes", { hours: round.offerHours }) : t("waits", { months: round.terms.waitlistMonths })}</p>
      )}
      {offer?.status === "open" && (
        <p>
          {leads ? t("offerOpen") : t("offerOpenLeader")} <Instant at={offer.expiresAt} />
        </p>
      )}
      {waiting.length > 0 && (
        <ul className="grid gap-1">
          {waiting.map(({ category, place, status }) => (
            <li key={category.id}>
              {status === "offered" || place === null
                ? t("waitOffered", { name: categoryNameIn(locale, category) })
                : t("waitPlace", { name: categoryNameIn(locale, category), place })}
            </li>
          ))}
        </ul>
      )}
      {waiting.length > 0 && round.waitlistUntil && (
        <p className="text-muted text-sm">
          {t("waitUntil")} <Instant at={round.waitlistUntil} />
        </p>
      )}
      {round.mechanism === "live" && <p>{t("live")}</p>}
    </div>
  );
}
