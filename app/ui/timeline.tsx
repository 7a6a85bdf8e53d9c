import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { classes, type Tone, tonedDot } from "#ui/tone";

export type TimelineItem = {
  id: string;
  title: ReactNode;
  /** A `<Day>` or `<Instant>`, or 预计 and a month. */
  at?: ReactNode;
  body?: ReactNode;
  state: "done" | "current" | "future";
  /** Of the dot, where something went wrong or waits. */
  tone?: Tone;
};

/** What has happened and what is to come, in order of time. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol>
      {items.map((item) => (
        <li key={item.id} className="group relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-3 pb-6 last:pb-0">
          <span aria-hidden className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
          <Dot item={item} />
          <div className="grid gap-0.5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <p className={item.state === "future" ? "text-muted" : "font-medium"}>{item.title}</p>
              {item.at && <p className="text-muted text-sm">{item.at}</p>}
            </div>
            {item.body && <div className="text-muted text-sm">{item.body}</div>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Dot({ item }: { item: TimelineItem }) {
  if (item.state === "done" && !item.tone) {
    return (
      <span
        aria-hidden
        className="mt-0.5 inline-flex size-6 items-center justify-center rounded-full bg-green-100 text-green-700"
      >
        <Check size={14} strokeWidth={3} />
      </span>
    );
  }
  return (
    <span aria-hidden className="mt-0.5 inline-flex size-6 items-center justify-center">
      <span
        className={classes(
          "size-3 rounded-full",
          item.state === "future" ? "border-2 border-line-strong bg-surface" : tonedDot[item.tone ?? "green"],
          item.state === "current" && "outline-4 outline-green-100",
        )}
      />
    </span>
  );
}
