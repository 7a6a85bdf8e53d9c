"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Notice } from "#ui/notice";
import { classes } from "#ui/tone";

const WAIT_MS = 250;

/** What a form comes to as it stands; `problem` where it cannot be said, in the reader's language. */
export type Followed = { shown: ReactNode | null; problem: string | null };

/**
 * A form beside what it comes to (`children`): with scripts that follows what is typed, without them it is that of what
 * was saved last. Answers that come late are dropped. `label` names the side that follows.
 */
export function FollowedForm({
  form,
  label,
  follow: ask,
  also = {},
  children,
}: {
  form: ReactNode;
  label: string;
  follow: (data: FormData) => Promise<Followed>;
  /** Sent along with the form's own fields. */
  also?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  const t = useTranslations("ui.followed");
  const [shown, setShown] = useState<ReactNode>(children);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function follow(event: FormEvent) {
    const { form: changed } = event.target as HTMLInputElement;
    if (!changed) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      asked.current += 1;
      const mine = asked.current;
      setBusy(true);
      const data = new FormData(changed);
      for (const [name, value] of Object.entries(also)) data.set(name, value);
      const told = await ask(data).catch(() => null);
      if (mine !== asked.current) return;
      setBusy(false);
      setProblem(told?.problem ?? null);
      if (told?.shown) setShown(told.shown);
    }, WAIT_MS);
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 xl:grid-cols-[26rem_minmax(0,1fr)]">
      <div onInput={follow} className="xl:sticky xl:top-4 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto">
        {form}
      </div>
      <section aria-label={label} aria-busy={busy} className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <p role="status" className={classes("text-muted text-sm", !busy && "sr-only")}>
          {busy ? t("working") : ""}
        </p>
        {problem && <Notice tone="amber">{t("problem", { problem })}</Notice>}
        <div className={busy ? "opacity-60" : undefined}>{shown}</div>
      </section>
    </div>
  );
}
