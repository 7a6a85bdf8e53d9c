import { getTranslations } from "next-intl/server";
import type { ApplicationView, GroupPerson } from "#lib/applications/queries";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/section";

/** Who applies together, and for the leader the way to invite; nothing where somebody applies alone and may not do else. */
export async function Together({ application }: { application: ApplicationView }) {
  const t = await getTranslations("applications.group");
  const { people, leads, canChange, status, round } = application;
  const mayInvite =
    leads && canChange && status === "submitted" && round.largestGroup > 1 && round.mechanism !== "exchange";
  if (people.length < 2 && !mayInvite) return null;
  return (
    <Section title={t("title")} lead={people.length < 2 ? t("lead", { most: round.largestGroup }) : t("one")}>
      {people.length > 1 && <People people={people} />}
      {mayInvite && (
        <ButtonLink href={`/my/applications/${application.id}/group`} tone="quiet">
          {people.length > 1 || application.inviteCode ? t("manage") : t("invite")}
        </ButtonLink>
      )}
    </Section>
  );
}

/** Everybody in the group by masked name, the leader first. */
export async function People({ people }: { people: readonly GroupPerson[] }) {
  const t = await getTranslations("applications.group");
  return (
    <ul className="divide-y divide-line border-line border-y">
      {people.map(({ personId, name, leads, you, authorised }) => (
        <li key={personId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
          <p className="font-medium">
            {name} {you && <span className="font-normal text-muted">{t("you")}</span>}
          </p>
          {leads ? (
            <Badge tone="green">{t("leader")}</Badge>
          ) : (
            <p className="text-muted text-sm">{authorised ? t("authorised") : t("notAuthorised")}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
