"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Notice } from "#ui/notice";
import { classes } from "#ui/tone";
import type { Preview } from "./actions.tsx";

const WAIT_MS = 250;

/**
 * The form beside its figures: with scripts the figures follow what is typed, without them they are those of what was
 * saved last. Answers that come late are dropped.
 */
export function LiveFigures({
  form,
  figures,
  preview,
}: {
  form: ReactNode;
  figures: ReactNode;
  preview: (data: FormData) => Promise<Preview>;
}) {
  const t = useTranslations("officer.lab.figures");
  const [shown, setShown] = useState<ReactNode>(figures);
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
      const told = await preview(new FormData(changed)).catch(() => null);
      if (mine !== asked.current) return;
      setBusy(false);
      setProblem(told?.problem ?? null);
      if (told?.figures) setShown(told.figures);
    }, WAIT_MS);
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 xl:grid-cols-[26rem_minmax(0,1fr)]">
      <div onInput={follow}>{form}</div>
      <section
        aria-label={t("title")}
        aria-busy={busy}
        className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:sticky xl:top-4"
      >
        <p role="status" className={classes("text-muted text-sm", !busy && "sr-only")}>
          {busy ? t("working") : ""}
        </p>
        {problem && <Notice tone="amber">{t("problem", { problem })}</Notice>}
        <div className={busy || problem ? "opacity-60" : undefined}>{shown}</div>
      </section>
    </div>
  );
}
