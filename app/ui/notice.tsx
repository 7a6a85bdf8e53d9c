import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classes, type Tone, tonedGround } from "#ui/tone";

const icons = { green: CircleCheck, blue: Info, amber: TriangleAlert, red: CircleX };

/**
 * A banner within the page: what was just done (flash), or what must be known. `live` has it read out when it appears.
 */
export function Notice({
  tone = "blue",
  title,
  live,
  action,
  children,
}: {
  tone?: Extract<Tone, keyof typeof icons>;
  title?: ReactNode;
  live?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const Icon = icons[tone];
  return (
    <div
      role={live ? "status" : undefined}
      className={classes("flex items-start gap-3 rounded-lg px-4 py-3 print:border", tonedGround[tone])}
    >
      <Icon aria-hidden size={20} className="mt-0.5 shrink-0" />
      <div className="grid min-w-0 grow gap-0.5">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={title ? "text-ink" : undefined}>{children}</div>}
      </div>
      {action && <div className="shrink-0">{action}</div>}
    </div>
  );
}
