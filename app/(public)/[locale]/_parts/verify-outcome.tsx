"use client";

import { Check, Minus, X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { CheckDifference, CheckStep } from "#lib/allocation/check";
import type { VerifyNews } from "./verify-talk.ts";

/** What the check found: a line a step, the first differences under the steps that have some, and how long it took. */
export function VerifyOutcome({ done }: { done: Extract<VerifyNews, { kind: "done" }> }) {
  const t = useTranslations("public.verify");
  const format = useFormatter();
  const passed = done.steps.every((step) => step.passed);
  const seconds = (ms: number) => format.number(ms / 1000, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-lg border border-line bg-surface p-5">
      <p className={passed ? "font-semibold text-green-700" : "font-semibold text-red-700"}>
        {passed ? t("passed") : t("failed")}
      </p>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {done.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ul>
      <div className="grid gap-1 text-muted text-sm">
        {done.randomness && <p className="break-all">{t("randomness", { randomness: done.randomness })}</p>}
        <p>{t("took", { fetching: seconds(done.fetchMs), checking: seconds(done.checkMs) })}</p>
      </div>
    </div>
  );
}

function Step({ step: { id, passed, count, differences } }: { step: CheckStep }) {
  const t = useTranslations("public.verify");
  const [Icon, tone, word] = passed
    ? ([Check, "text-green-700", t("agrees")] as const)
    : passed === null
      ? ([Minus, "text-muted", t("skipped")] as const)
      : ([X, "text-red-700", t("differs")] as const);
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-y-2">
      <Icon aria-hidden size={18} className={`mt-1 ${tone}`} />
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span>{t(`steps.${id}.title`)}</span>
        <span className={`text-sm ${tone}`}>{word}</span>
        {passed && <span className="tabular text-muted text-sm">{t(`steps.${id}.count`, { count })}</span>}
      </p>
      {differences.map((difference) => (
        <Difference key={`${difference.file} ${difference.path}`} difference={difference} />
      ))}
    </li>
  );
}

function Difference({ difference: { file, path, expected, found } }: { difference: CheckDifference }) {
  const t = useTranslations("public.verify");
  return (
    <div className="col-start-2 grid gap-0.5 rounded-md bg-red-100 p-3 text-sm">
      <p className="font-medium">{t(`files.${file}`)}</p>
      <code className="break-all font-mono">{path}</code>
      {expected === null ? (
        <code className="break-all font-mono">{found}</code>
      ) : (
        <>
          <p className="break-all">
            {t.rich("expected", { value: () => <code className="font-mono">{expected}</code> })}
          </p>
          <p className="break-all">{t.rich("found", { value: () => <code className="font-mono">{found}</code> })}</p>
        </>
      )}
    </div>
  );
}
