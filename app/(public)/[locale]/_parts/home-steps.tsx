import { useTranslations } from "next-intl";

const steps = ["apply", "draw", "accept", "moveIn", "bill"] as const;

/** From application to netted bill, in five steps. */
export function HowItWorks() {
  const t = useTranslations("public.home.steps");
  return (
    <ol className="grid gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-5">
      {steps.map((step, index) => (
        <li key={step} className="grid content-start gap-2 border-line border-t pt-4">
          <span aria-hidden className="font-serif text-green-700 text-xl">
            {index + 1}
          </span>
          <h3 className="font-semibold">{t(`${step}.title`)}</h3>
          <p className="text-muted text-sm">{t(`${step}.text`)}</p>
        </li>
      ))}
    </ol>
  );
}
