"use client";

import { ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#ui/button";
import { Notice } from "#ui/notice";
import { ProgressBar } from "#ui/progress-bar";
import { VerifyOutcome } from "./verify-outcome.tsx";
import type { VerifyNews, VerifyOrder } from "./verify-talk.ts";

type State = { kind: "idle" } | VerifyNews;

/** How much of the bar is for fetching the files. */
const FETCHING = 0.4;

const never = () => () => {};

/** Fetches the published files and makes the round again on the reader's own machine, in a worker beside the page. */
export function VerifyDraw(order: VerifyOrder) {
  const t = useTranslations("public.verify");
  const scripts = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const worker = useRef<Worker | null>(null);
  const [state, setState] = useState<State>({ kind: "idle" });
  useEffect(() => () => worker.current?.terminate(), []);

  const working = state.kind === "fetching" || state.kind === "checking";
  const verify = () => {
    if (working) return;
    setState({ kind: "fetching", bytes: 0, share: 0 });
    const started = new Worker(new URL("./verify-worker.ts", import.meta.url));
    worker.current = started;
    const hear = (news: State) => {
      setState(news);
      if (news.kind !== "fetching" && news.kind !== "checking") started.terminate();
    };
    started.onmessage = ({ data }: MessageEvent<VerifyNews>) => hear(data);
    started.onerror = () => hear({ kind: "unsupported" });
    started.postMessage(order);
  };

  // Without scripts there is nothing to press; the command line below says how else to check.
  if (!scripts) return null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Button size="lg" icon={<ShieldCheck aria-hidden size={18} />} onClick={verify} aria-disabled={working}>
        {working ? t("working") : state.kind === "idle" ? t("start") : t("again")}
      </Button>
      {working && (
        <div className="max-w-prose">
          <Progress state={state} />
        </div>
      )}
      <div role="status" className="grid max-w-prose grid-cols-[minmax(0,1fr)]">
        {state.kind === "unreachable" && <Notice tone="amber">{t("unreachable")}</Notice>}
        {state.kind === "unsupported" && <Notice tone="amber">{t("unsupported")}</Notice>}
        {state.kind === "done" && <VerifyOutcome done={state} />}
      </div>
    </div>
  );
}

function Progress({ state }: { state: Extract<VerifyNews, { kind: "fetching" | "checking" }> }) {
  const t = useTranslations("public.verify");
  const share = state.kind === "fetching" ? FETCHING * state.share : FETCHING + (1 - FETCHING) * state.share;
  const label =
    state.kind === "fetching"
      ? t("fetching", { mb: Math.round(state.bytes / 100_000) / 10 })
      : t("checking", { step: t(`steps.${state.step}.title`) });
  const percent = Math.round(100 * share);
  return <ProgressBar label={label} value={percent} detail={`${percent}%`} />;
}
