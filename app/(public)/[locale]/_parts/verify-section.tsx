import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button";
import { Section } from "#ui/section";
import { VerifyDraw } from "./verify-draw.tsx";

const steps = ["code", "roster", "keys", "order", "choice"] as const;

/** How the draw is checked, in plain words, and a button that does it here. */
export function VerifySection({ code, published }: { code: string; published: boolean }) {
  const t = useTranslations("public.verify");
  const texts = {
    start: t("start"),
    working: t("working"),
    passed: t("passed"),
    failed: t("failed"),
    unreachable: t("unreachable"),
    agrees: t("agrees"),
    differs: t("differs"),
    steps: Object.fromEntries(steps.map((step) => [step, t(`steps.${step}.title`)])),
  };
  return (
    <Section look="public" title={t("title")} lead={t("lead")}>
      <ol className="grid max-w-prose gap-4">
        {steps.map((step, index) => (
          <li key={step} className="grid grid-cols-[1.75rem_minmax(0,1fr)]">
            <span aria-hidden className="font-serif text-green-700 text-lg leading-tight">
              {index + 1}
            </span>
            <div>
              <h3 className="font-medium">{t(`steps.${step}.title`)}</h3>
              <p className="text-muted">{t(`steps.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
      {published && (
        <div className="grid gap-4">
          <VerifyDraw url={`/api/v1/rounds/${code}`} texts={texts} />
          <ButtonLink href={`/api/v1/rounds/${code}`} tone="link" download={`${code}.json`}>
            {t("download")}
          </ButtonLink>
        </div>
      )}
    </Section>
  );
}
