import { CircleCheck, CircleHelp, CircleX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classes } from "#ui/tone";

const looks = {
  passed: { icon: CircleCheck, text: "text-green-700" },
  failed: { icon: CircleX, text: "text-red-700" },
  unknown: { icon: CircleHelp, text: "text-amber-700" },
};

export type Reason = {
  id: string;
  state: keyof typeof looks;
  /** The condition in words. */
  title: ReactNode;
  actual?: ReactNode;
  required?: ReactNode;
  /** Document and clause. */
  reference?: ReactNode;
  /** What the reader can do about it. */
  advice?: ReactNode;
};

/** Why yes and why no: each condition with what holds, what is asked and where it is written. */
export function ReasonList({ reasons }: { reasons: readonly Reason[] }) {
  const t = useTranslations("ui.reasons");
  return (
    <ul className="divide-y divide-line border-line border-y">
      {reasons.map((reason) => {
        const { icon: Icon, text } = looks[reason.state];
        return (
          <li key={reason.id} className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 py-3">
            <Icon aria-hidden size={20} className={classes("mt-0.5", text)} />
            <div className="grid gap-1">
              <p className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span className="font-medium">{reason.title}</span>
                <span className={classes("font-medium text-sm", text)}>{t(reason.state)}</span>
              </p>
              <Facts reason={reason} />
              {reason.advice && <p className="text-sm">{reason.advice}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Facts({ reason }: { reason: Reason }) {
  const t = useTranslations("ui.reasons");
  const facts = (["actual", "required", "reference"] as const).filter((key) => reason[key]);
  if (facts.length === 0) return null;
  return (
    <dl className="flex flex-wrap gap-x-5 gap-y-0.5 text-muted text-sm">
      {facts.map((key) => (
        <div key={key} className="flex gap-1.5">
          <dt className="shrink-0">{t(key)}</dt>
          <dd className={key === "reference" ? undefined : "text-ink"}>{reason[key]}</dd>
        </div>
      ))}
    </dl>
  );
}
