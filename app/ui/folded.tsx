import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "#ui/tone";

const looks = {
  plain: "group",
  /** the last part of a card */
  below: "group border-line border-t",
  between: "group border-line border-y",
  box: "group rounded-lg border border-line bg-surface",
};

/** What only few need, folded away under its title. */
export function Folded({
  title,
  look = "plain",
  open,
  print = true,
  children,
}: {
  title: ReactNode;
  look?: keyof typeof looks;
  open?: boolean;
  /** whether it has a place on paper */
  print?: boolean;
  children: ReactNode;
}) {
  return (
    <details className={looks[look]} open={open} data-print={print ? undefined : "hide"}>
      <summary
        className={classes(
          "flex min-h-11 cursor-pointer items-center gap-2 font-medium",
          look === "box" && "px-4 sm:px-6",
        )}
      >
        <ChevronDown aria-hidden size={18} className="text-muted group-open:rotate-180" />
        {title}
      </summary>
      {children}
    </details>
  );
}
