import type { ReactNode } from "react";
import { classes } from "#ui/tone";

/** A part of a page with its h2; `look="public"` sets the heading in Song type. */
export function Section({
  title,
  id,
  lead,
  actions,
  look = "plain",
  children,
}: {
  title: ReactNode;
  id?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  look?: "plain" | "public";
  children: ReactNode;
}) {
  return (
    <section
      id={id}
      className={classes("grid grid-cols-[minmax(0,1fr)] gap-4", look === "public" ? "py-8 sm:py-12" : "py-5")}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="grid gap-1">
          <h2 className={look === "public" ? "font-serif text-xl" : "text-lg"}>{title}</h2>
          {lead && <p className="max-w-prose text-muted">{lead}</p>}
        </div>
        {actions && (
          <div data-print="hide" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        )}
      </header>
      {children}
    </section>
  );
}
