import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "#ui/badge";
import type { Tone } from "#ui/tone";

const tones = {
  done: "green",
  todo: "blue",
  inProgress: "amber",
  waiting: "amber",
  blocked: "grey",
  error: "red",
} as const satisfies Record<string, Tone>;

export type Task = {
  title: string;
  status: keyof typeof tones;
  /** No link: it cannot be started yet. */
  href?: string;
  hint?: ReactNode;
  /** Other words than the usual ones of the status. */
  statusLabel?: string;
};

/** What there is to do and how far it is (GOV.UK task list); the whole row can be pressed. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  const t = useTranslations("ui.tasks");
  return (
    <ul className="divide-y divide-line border-line border-y">
      {tasks.map((task) => (
        <li key={task.title} className="relative flex min-h-14 items-center gap-4 py-3 has-[a]:hover:bg-sunken">
          <div className="min-w-0 grow">
            {task.href ? (
              <Link
                href={task.href}
                className="font-medium text-green-700 underline underline-offset-4 after:absolute after:inset-0"
              >
                {task.title}
              </Link>
            ) : (
              <span className="font-medium">{task.title}</span>
            )}
            {task.hint && <p className="text-muted text-sm">{task.hint}</p>}
          </div>
          <Badge tone={tones[task.status]}>{task.statusLabel ?? t(task.status)}</Badge>
          {task.href && <ChevronRight aria-hidden size={18} className="-ml-2 shrink-0 text-muted" />}
        </li>
      ))}
    </ul>
  );
}
