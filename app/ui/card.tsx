import type { ReactNode } from "react";
import { classes } from "#ui/tone";

/** A surface for what stands apart; use sparingly, a `<Section>` is usually enough. */
export function Card({ children, pad = true }: { children: ReactNode; pad?: boolean }) {
  return <div className={classes("rounded-lg border border-line bg-surface", pad && "p-4 sm:p-6")}>{children}</div>;
}
