import { useTranslations } from "next-intl";
import { maskPhone } from "#lib/people/masks";
import type { Profile } from "#lib/people/rules";
import { degrees, employerKinds, skills } from "#lib/subsidy/rules-facts";
import { FormRadio, FormSelect, FormText } from "#ui/form";

type Props = { profile: Profile };

const yesNoValue = (told: boolean | null) => (told === null ? undefined : told ? "yes" : "no");

export function IdentityFields({ profile }: Props) {
  const t = useTranslations("my.profile");
  return (
    <>
      <FormText
        name="name"
        label={t("fields.name")}
        hint={t("hints.name")}
        defaultValue={profile.name}
        autoComplete="name"
        width="md"
        maxLength={40}
      />
      <FormText
        name="residentId"
        label={t("fields.residentId")}
        hint={t("hints.residentId")}
        defaultValue={profile.residentId}
        autoComplete="off"
        spellCheck={false}
        maxLength={24}
      />
      <p className="text-muted text-sm">
        {t("fields.phone")} <span className="tabular text-ink">{maskPhone(profile.phone)}</span>
        <span className="block">{t("phoneHint")}</span>
      </p>
    </>
  );
}

export function EducationFields({ profile }: Props) {
  const t = useTranslations("my.profile");
  const words = useTranslations("words");
  return (
    <>
      <FormSelect
        name="degree"
        label={t("fields.degree")}
        options={degrees.map((value) => ({ value, label: words(`degrees.${value}`) }))}
        defaultValue={profile.degree ?? undefined}
        placeholder
      />
      <FormRadio
        name="fullTimeDegree"
        label={t("fields.fullTimeDegree")}
        layout="inline"
        options={[
          { value: "yes", label: t("fullTime") },
          { value: "no", label: t("partTime") },
        ]}
        defaultValue={yesNoValue(profile.fullTimeDegree)}
      />
      <FormText
        name="graduatedOn"
        type="date"
        width="md"
        label={t("fields.graduatedOn")}
        hint={t("hints.graduatedOn")}
        defaultValue={profile.graduatedOn ?? ""}
      />
      <FormText name="school" label={t("fields.school")} optional maxLength={80} defaultValue={profile.school ?? ""} />
      <FormText name="major" label={t("fields.major")} optional maxLength={80} defaultValue={profile.major ?? ""} />
      <FormSelect
        name="skill"
        label={t("fields.skill")}
        hint={t("hints.skill")}
        optional
        options={skills.map((value) => ({ value, label: words(`skills.${value}`) }))}
        defaultValue={profile.skill ?? undefined}
        placeholder={words("skills.none")}
      />
    </>
  );
}

export function WorkFields({ profile }: Props) {
  const t = useTranslations("my.profile");
  const words = useTranslations("words");
  return (
    <>
      <FormRadio
        name="employerKind"
        label={t("fields.employerKind")}
        layout="grid"
        options={employerKinds.map((value) => ({ value, label: words(`employerKinds.${value}`) }))}
        defaultValue={profile.employerKind ?? undefined}
      />
      <FormText
        name="employerName"
        label={t("fields.employerName")}
        hint={t("hints.employerName")}
        defaultValue={profile.employerName ?? ""}
        autoComplete="organization"
        maxLength={80}
      />
      <FormText
        name="recruitedOn"
        type="date"
        width="md"
        label={t("fields.recruitedOn")}
        hint={t("hints.recruitedOn")}
        defaultValue={profile.recruitedOn ?? ""}
      />
      <FormText
        name="firstInsuredOn"
        type="date"
        width="md"
        label={t("fields.firstInsuredOn")}
        hint={t("hints.firstInsuredOn")}
        defaultValue={profile.firstInsuredOn ?? ""}
      />
      <FormText
        name="insuredMonths"
        inputMode="numeric"
        width="sm"
        maxLength={3}
        label={t("fields.insuredMonths")}
        hint={t("hints.insuredMonths")}
        suffix={t("months")}
        defaultValue={profile.insuredMonths === null ? "" : String(profile.insuredMonths)}
      />
    </>
  );
}

const HOME = ["ownsLocalHome", "spouseOwnsLocalHome"] as const;

export function HomeFields({ profile }: Props) {
  const t = useTranslations("my.profile");
  return (
    <>
      {HOME.map((name) => (
        <FormRadio
          key={name}
          name={name}
          layout="inline"
          label={t(`fields.${name}`)}
          hint={name === "spouseOwnsLocalHome" ? t("hints.spouseOwnsLocalHome") : undefined}
          options={[
            { value: "no", label: t("no") },
            { value: "yes", label: t("yes") },
          ]}
          defaultValue={yesNoValue(profile[name])}
        />
      ))}
      <FormRadio
        name="leaseRegistered"
        layout="inline"
        label={t("fields.leaseRegistered")}
        hint={t("hints.leaseRegistered")}
        options={[
          { value: "no", label: t("registeredNo") },
          { value: "yes", label: t("registeredYes") },
        ]}
        defaultValue={yesNoValue(profile.leaseRegistered)}
      />
    </>
  );
}
