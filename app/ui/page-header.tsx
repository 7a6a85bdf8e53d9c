import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "#ui/breadcrumbs";
import { classes } from "#ui/tone";

/**
 * The head of every page, with its only h1. `look`: "public" in Song type and large, "my" and "desk" in the sans.
 * `eyebrow` stands small above the title, `status` beside it (badges), `actions` to the right (below on phones).
 */
export function PageHeader({
  title,
  lead,
  eyebrow,
  status,
  actions,
  breadcrumbs,
  look = "my",
}: {
  title: ReactNode;
  lead?: ReactNode;
  eyebrow?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  look?: "public" | "my" | "desk";
}) {
  const heading = {
    public: "font-serif text-xl sm:text-2xl",
    my: "text-xl",
    desk: "text-lg sm:text-xl",
  }[look];
  return (
    <header className={classes("grid gap-2", look === "public" ? "pt-6 pb-8 sm:pt-10" : "pb-6")}>
      {breadcrumbs && breadcrumbs.length > 0 && <Breadcrumbs items={breadcrumbs} />}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="grid min-w-0 gap-2">
          {eyebrow && <p className="text-muted text-sm">{eyebrow}</p>}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className={heading}>{title}</h1>
            {status}
          </div>
          {lead && <p className="max-w-prose text-muted">{lead}</p>}
        </div>
        {actions && (
          <div data-print="hide" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
