import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { classes } from "#ui/tone";

export type Step = { label: string; href?: string };

/**
 * Where one is in a sequence; `current` counts from 0 (equal to the number of steps: all done).
 * On phones only the current step's words are shown, with "step 2 of 5".
 */
export function Stepper({ steps, current, label }: { steps: readonly Step[]; current: number; label: string }) {
  const t = useTranslations("ui.progress");
  const now = steps[current];
  return (
    <nav aria-label={label} className="grid gap-2">
      {now && (
        <p className="text-sm sm:hidden" aria-hidden>
          <span className="text-muted">{t("step", { step: current + 1, steps: steps.length })}</span>{" "}
          <span className="font-medium">{now.label}</span>
        </p>
      )}
      <ol className="flex gap-1.5 sm:gap-0">
        {steps.map((step, index) => (
          <li
            key={step.label}
            aria-current={index === current ? "step" : undefined}
            className="group min-w-0 flex-1 sm:relative sm:grid sm:justify-items-center sm:gap-1.5 sm:text-center"
          >
            <span
              aria-hidden
              className={classes("block h-1.5 rounded-full sm:hidden", index <= current ? "bg-green-500" : "bg-line")}
            />
            <span
              aria-hidden
              className={classes(
                "absolute top-3.25 right-[calc(50%+1.25rem)] left-[calc(-50%+1.25rem)] hidden h-0.5 group-first:hidden sm:block",
                index <= current ? "bg-green-500" : "bg-line",
              )}
            />
            <StepDot index={index} current={current} />
            <StepLabel step={step} state={index < current ? "done" : index === current ? "current" : "next"} />
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepDot({ index, current }: { index: number; current: number }) {
  return (
    <span
      aria-hidden
      className={classes(
        "tabular relative hidden size-7 items-center justify-center rounded-full border-2 font-medium text-sm sm:inline-flex",
        index < current && "border-green-700 bg-green-700 text-on-fill",
        index === current && "border-green-700 bg-surface text-green-700",
        index > current && "border-line-strong bg-surface text-muted",
      )}
    >
      {index < current ? <Check size={14} strokeWidth={3} /> : index + 1}
    </span>
  );
}

function StepLabel({ step, state }: { step: Step; state: "done" | "current" | "next" }) {
  const t = useTranslations("ui.progress");
  return (
    <span
      className={classes(
        "sr-only text-sm sm:not-sr-only",
        state === "current" && "font-medium",
        state === "next" && "text-muted",
      )}
    >
      {step.href && state === "done" ? (
        <Link href={step.href} className="underline-offset-4 hover:text-green-700 hover:underline">
          {step.label}
        </Link>
      ) : (
        step.label
      )}
      <span className="sr-only"> {t(state)}</span>
    </span>
  );
}
