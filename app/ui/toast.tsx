"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { classes, type Tone } from "#ui/tone";

export type ToastContent = {
  message: string;
  tone?: Extract<Tone, "green" | "amber" | "red">;
  /** One thing to do about it, as 撤销. */
  action?: { label: string; onPress: () => void };
};
type Toast = ToastContent & { id: number };

const shownMs = 6000;
const none: readonly Toast[] = [];
let toasts: readonly Toast[] = none;
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a short message from a client component; what a page must not lose is a `<Notice>` instead. */
export function toast(content: ToastContent): void {
  lastId += 1;
  change([...toasts.slice(-2), { ...content, id: lastId }]);
}

const dismiss = (id: number) => change(toasts.filter((shown) => shown.id !== id));

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Where toasts appear; once in each root layout. */
export function Toaster() {
  const t = useTranslations("ui.toast");
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <section aria-label={t("region")} aria-live="polite" data-print="hide" className="contents">
      <ol className="pointer-events-none fixed inset-x-4 bottom-20 z-50 grid justify-items-center gap-2 sm:inset-x-auto sm:right-6 sm:bottom-6">
        {shown.map((item) => (
          <ToastCard key={item.id} item={item} dismissLabel={t("dismiss")} />
        ))}
      </ol>
    </section>
  );
}

const edges = { green: "border-l-green-500", amber: "border-l-amber-500", red: "border-l-red-500" };

function ToastCard({ item, dismissLabel }: { item: Toast; dismissLabel: string }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), item.action ? shownMs * 2 : shownMs);
    return () => clearTimeout(timer);
  }, [item]);
  return (
    <li
      className={classes(
        "pointer-events-auto flex max-w-full items-center gap-2 rounded-md border border-line border-l-4 bg-surface py-1 pr-1 pl-4 shadow-md",
        edges[item.tone ?? "green"],
      )}
    >
      <span className="py-2">{item.message}</span>
      {item.action && (
        <button
          type="button"
          onClick={() => {
            item.action?.onPress();
            dismiss(item.id);
          }}
          className="min-h-11 px-3 font-medium text-green-700 underline underline-offset-4"
        >
          {item.action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={dismissLabel}
        onClick={() => dismiss(item.id)}
        className="inline-flex size-11 items-center justify-center text-muted hover:text-ink"
      >
        <X aria-hidden size={16} />
      </button>
    </li>
  );
}
