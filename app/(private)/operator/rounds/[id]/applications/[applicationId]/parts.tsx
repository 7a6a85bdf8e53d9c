import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { categoryNameIn } from "#i18n/names";
import type { ReviewedApplication, ReviewedPerson } from "#lib/applications/review";
import { Badge } from "#ui/badge";
import { Instant } from "#ui/instant";
import { Section } from "#ui/section";
import { SummaryList } from "#ui/summary-list";
import { Timeline } from "#ui/timeline";
import { termItems } from "../../../../../my/applications/wish-summary.tsx";

type Props = { review: ReviewedApplication };

/** Who applies, masked, with what the round remembers of each. */
export async function People({ review }: Props) {
  const t = await getTranslations("roster.review");
  return (
    <Section title={t("people", { count: review.people.length })} lead={t("peopleLead")}>
      {review.people.map((person) => (
        <Person key={person.personId} person={person} group={review.people.length > 1} />
      ))}
    </Section>
  );
}

async function Person({ person, group }: { person: ReviewedPerson; group: boolean }) {
  const t = await getTranslations("roster.review");
  const words = await getTranslations("words");
  const { facts, name, leads, authorised } = person;
  const told = (text: string | null) => text || words("notTold");
  return (
    <div className="grid gap-2">
      {group && (
        <p className="flex flex-wrap items-center gap-2 font-semibold">
          {name} {leads && <Badge tone="green">{t("leader")}</Badge>}
        </p>
      )}
      <SummaryList
        items={[
          { label: t("name"), value: told(name) },
          { label: t("residentId"), value: <span className="tabular">{told(person.residentId.slice(-8))}</span> },
          { label: t("phone"), value: <span className="tabular">{person.phone}</span> },
          { label: t("degree"), value: told(facts.degree && textOf(words, `classes.${facts.degree}`)) },
          { label: t("skill"), value: facts.skill ? textOf(words, `classes.${facts.skill}`) : words("skills.none") },
          { label: t("gender"), value: told(facts.gender && words(`genders.${facts.gender}`)) },
          {
            label: t("insured"),
            value: facts.insuredMonths === null ? words("notTold") : words("months", { count: facts.insuredMonths }),
          },
          { label: t("employer"), value: told(person.employerName) },
          { label: t("school"), value: told(person.school) },
          ...(authorised === null ? [] : [{ label: t("authorised"), value: authorised ? words("yes") : words("no") }]),
        ]}
      />
    </div>
  );
}

/** How the roster has the application: the one applicant that it is. */
export async function Entrant({ review: { entrant, round, place } }: Props) {
  const t = await getTranslations("roster.review");
  const words = await getTranslations("words");
  const classes = entrant.classes.map((name) => textOf(words, `classes.${name}`)).join(words("listSeparator"));
  return (
    <Section title={t("entrant")} lead={t("entrantLead")}>
      <SummaryList
        items={[
          ...(entrant.tier === null || !round.terms.tiers
            ? []
            : [{ label: t("tier"), value: t("tierValue", { tier: entrant.tier, of: round.terms.tiers.length + 1 }) }]),
          ...(entrant.points === null ? [] : [{ label: t("points"), value: String(entrant.points) }]),
          { label: t("classes"), value: classes || t("noClasses") },
          { label: t("group"), value: t("groupValue", { count: entrant.group }) },
          { label: t("gender"), value: entrant.gender ? words(`genders.${entrant.gender}`) : t("mixed") },
          ...(place ? [{ label: t("place"), value: t("placeValue", place) }] : []),
        ]}
      />
    </Section>
  );
}

export async function Wishes({ review }: Props) {
  const t = await getTranslations("roster.review");
  const locale = await getLocale();
  const { application, choices, entrant } = review;
  return (
    <Section title={t("wishes", { count: choices.length })}>
      {choices.length === 0 ? (
        <p className="text-muted">{t("noWishes")}</p>
      ) : (
        <ol className="divide-y divide-line border-line border-y">
          {choices.map(({ id, category, misfit }, index) => (
            <li key={id} className="py-2">
              <span className="tabular text-muted">{index + 1}.</span>{" "}
              {category ? categoryNameIn(locale, category) : id}
              {misfit && (
                <span className="text-amber-700 text-sm">
                  {" "}
                  · {misfit.why === "gender" ? t("misfitGender") : t("misfitSize", { size: entrant.group })}
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      <SummaryList items={await termItems(application)} />
    </Section>
  );
}

/** What was done to the application, by whom and why. */
export async function History({ review: { history } }: Props) {
  const t = await getTranslations("roster.review");
  return (
    <Section title={t("history")}>
      <Timeline
        items={history.map(({ id, at, action, by, reason, outcome }) => ({
          id,
          title: textOf(t, `actions.${action.replace("application.", "")}${outcome ? `-${outcome}` : ""}`),
          at: <Instant at={at} look="short" />,
          body: [by ?? t("applicant"), reason].filter(Boolean).join(" · "),
          state: "done" as const,
        }))}
      />
    </Section>
  );
}
