import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import { maskPhone, maskResidentId } from "#lib/people/masks";
import type { ProfileView } from "#lib/people/queries";
import { Day } from "#ui/day";
import { SummaryList } from "#ui/summary-list";
import { type ProfileField, type ProfileStep, profileSteps } from "./steps.ts";

const SHORT = ["ownsLocalHome", "spouseOwnsLocalHome", "leaseRegistered"] as const;
const isShort = (field: ProfileField): field is (typeof SHORT)[number] => SHORT.some((one) => one === field);

/** A profile's answers in the form's parts, with a link to change each; `back` is where saving leads to. */
export async function ProfileAnswers({
  view,
  heading: Heading,
  back,
}: {
  view: ProfileView;
  heading: "h2" | "h3";
  back?: string;
}) {
  const t = await getTranslations("my.profile");
  const shown = await answersOf(view);
  const query = back ? `?back=${encodeURIComponent(back)}` : "";
  const label = (field: ProfileField) => (isShort(field) ? t(`short.${field}`) : t(`fields.${field}`));
  return (
    <div className="grid gap-8">
      {profileSteps.map(({ step, fields }) => (
        <section key={step} className="grid gap-2">
          <Heading className="font-semibold text-base">{t(`steps.${step}`)}</Heading>
          <SummaryList
            items={[
              ...fields.map((field) => ({
                label: label(field),
                value: <Answer view={view} field={field} value={shown[field]} />,
                changeHref: `/my/profile/${step}${query}#${field}`,
              })),
              ...derived(step, view, t("fields.birthDate"), t("fields.phone")),
            ]}
          />
        </section>
      ))}
    </div>
  );
}

/** What follows from other answers and is not asked for. */
function derived(step: ProfileStep, view: ProfileView, birthDate: string, phone: string) {
  if (step !== "identity") return [];
  const told = view.birthDate ? [{ label: birthDate, value: <Day on={view.birthDate} /> }] : [];
  return [...told, { label: phone, value: <span className="tabular">{maskPhone(view.profile.phone)}</span> }];
}

async function Answer({ view, field, value }: { view: ProfileView; field: ProfileField; value: ReactNode }) {
  const t = await getTranslations("my.profile");
  const refusals = await getTranslations("refusals");
  const issue = view.issues.find((one) => one.field === field);
  const locale = await getLocale();
  return (
    <div className="grid gap-0.5 break-words">
      {value ?? (
        <span className={view.missing.includes(field) ? "font-medium text-amber-700" : "text-muted"}>
          {t("notTold")}
        </span>
      )}
      {issue && (
        <span className="text-red-700 text-sm">{textOf(refusals, issue.reason, written(locale, issue.values))}</span>
      )}
    </div>
  );
}

async function answersOf({ profile }: ProfileView): Promise<Record<ProfileField, ReactNode>> {
  const t = await getTranslations("my.profile");
  const words = await getTranslations("words");
  const yesNo = (told: boolean | null, yes: string, no: string) => (told === null ? null : told ? yes : no);
  const day = (on: string | null) => on && <Day on={on} />;
  return {
    name: profile.name || null,
    residentId: profile.residentId ? <span className="tabular">{maskResidentId(profile.residentId)}</span> : null,
    degree: profile.degree && words(`degrees.${profile.degree}`),
    fullTimeDegree: yesNo(profile.fullTimeDegree, t("fullTime"), t("partTime")),
    graduatedOn: day(profile.graduatedOn),
    school: profile.school,
    major: profile.major,
    skill: profile.skill && words(`skills.${profile.skill}`),
    employerKind: profile.employerKind && words(`employerKinds.${profile.employerKind}`),
    employerName: profile.employerName,
    recruitedOn: day(profile.recruitedOn),
    firstInsuredOn: day(profile.firstInsuredOn),
    insuredMonths: profile.insuredMonths === null ? null : `${profile.insuredMonths} ${t("months")}`,
    ownsLocalHome: yesNo(profile.ownsLocalHome, t("yes"), t("no")),
    spouseOwnsLocalHome: yesNo(profile.spouseOwnsLocalHome, t("yes"), t("no")),
    leaseRegistered: yesNo(profile.leaseRegistered, t("registeredYes"), t("notRegistered")),
  };
}
