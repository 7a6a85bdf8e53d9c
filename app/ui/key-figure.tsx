import Link from "next/link";
import type { ReactNode } from "react";
import { classes, type Tone, tonedText } from "#ui/tone";

export type KeyFigureProps = {
  label: string;
  /** A number as text, or `<Money size="lg">`. */
  value: ReactNode;
  unit?: string;
  hint?: ReactNode;
  href?: string;
  tone?: Tone;
};

/** One number that matters; several stand in a `<KeyFigures>` row. */
export function KeyFigure({ label, value, unit, hint, href, tone }: KeyFigureProps) {
  return (
    <div className="relative grid content-start gap-1 py-3 sm:py-4">
      <dt className="text-muted text-sm">
        {href ? (
          <Link
            href={href}
            className="underline-offset-4 after:absolute after:inset-0 hover:text-green-700 hover:underline"
          >
            {label}
          </Link>
        ) : (
          label
        )}
      </dt>
      <dd className={classes("tabular font-semibold text-xl tracking-tight", tone && tonedText[tone])}>
        {value}
        {unit && <span className="ml-1 font-normal text-muted text-sm tracking-normal">{unit}</span>}
      </dd>
      {hint && <dd className="text-muted text-sm">{hint}</dd>}
    </div>
  );
}

/** A row of figures, parted by lines rather than boxed; `wide` where they run to millions with their fen. */
export function KeyFigures({ figures, wide }: { figures: readonly KeyFigureProps[]; wide?: boolean }) {
  return (
    <dl
      className={classes(
        "grid gap-x-6 border-line border-y sm:gap-x-10",
        wide
          ? "grid-cols-1 min-[30rem]:grid-cols-2 sm:grid-cols-[repeat(auto-fit,minmax(11.5rem,1fr))]"
          : "grid-cols-2 sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]",
      )}
    >
      {figures.map((figure) => (
        <KeyFigure key={figure.label} {...figure} />
      ))}
    </dl>
  );
}
