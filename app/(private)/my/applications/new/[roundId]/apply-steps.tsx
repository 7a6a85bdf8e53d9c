import { useTranslations } from "next-intl";
import { Stepper } from "#ui/stepper";

/** Where one is in applying; `hrefs` lead back to the steps before. */
export function ApplySteps({ current, hrefs = [] }: { current: number; hrefs?: readonly string[] }) {
  const t = useTranslations("applications");
  const steps = ["choose", "more", "check", "sent"] as const;
  return (
    <Stepper
      label={t("progress")}
      current={current}
      steps={steps.map((step, index) => ({ label: t(`steps.${step}`), href: hrefs[index] }))}
    />
  );
}
