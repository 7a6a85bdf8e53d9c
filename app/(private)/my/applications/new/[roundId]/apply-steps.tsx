import { useTranslations } from "next-intl";
import { Stepper } from "#ui/stepper";

export function ApplySteps({ current, chooseHref }: { current: number; chooseHref?: string }) {
  const t = useTranslations("my.apply");
  return (
    <Stepper
      label={t("progress")}
      current={current}
      steps={[{ label: t("steps.choose"), href: chooseHref }, { label: t("steps.check") }, { label: t("steps.sent") }]}
    />
  );
}
