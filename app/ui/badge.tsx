import type { ReactNode } from "react";
import { classes, type Tone, tonedGround } from "#ui/tone";

/** A short state in words, on its tone. Never the colour alone. */
export function Badge({ tone = "grey", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={classes(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-2 py-0.5 font-medium text-sm print:border",
        tonedGround[tone],
      )}
    >
      {icon}
      {children}
    </span>
  );
}
