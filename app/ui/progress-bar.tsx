import type { ReactNode } from "react";
import { type Tone, tonedFill } from "#ui/tone";

/** A share of a whole; SVG, since pages allow no inline styles. `label` names it, `detail` stands at the right. */
export function ProgressBar({
  value,
  max = 100,
  label,
  detail,
  tone = "green",
  labelHidden,
}: {
  value: number;
  max?: number;
  label: string;
  detail?: ReactNode;
  tone?: Tone;
  labelHidden?: boolean;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className="grid gap-1">
      {!labelHidden && (
        <div className="flex items-baseline justify-between gap-4 text-sm">
          <span>{label}</span>
          {detail && <span className="tabular text-muted">{detail}</span>}
        </div>
      )}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        tabIndex={-1}
      >
        <svg aria-hidden="true" width="100%" height="8" className="block rounded-full">
          <rect width="100%" height="8" className="fill-line" />
          <rect width={`${share * 100}%`} height="8" rx="4" className={tonedFill[tone]} />
        </svg>
      </div>
    </div>
  );
}
