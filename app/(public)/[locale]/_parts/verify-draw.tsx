"use client";

import { Check, ShieldCheck, X } from "lucide-react";
import { useState } from "react";
import type { Check as DrawCheck } from "#lib/allocation/verify";
import { Button } from "#ui/button";

type Texts = Record<"start" | "working" | "passed" | "failed" | "unreachable" | "agrees" | "differs", string> & {
  steps: Record<string, string>;
};

type State = { at: "idle" | "working" | "unreachable" } | { at: "done"; checks: DrawCheck[] };

/** Fetches the published file and makes the draw again on the reader's own machine; the hashing code comes only when asked for. */
export function VerifyDraw({ url, texts }: { url: string; texts: Texts }) {
  const [state, setState] = useState<State>({ at: "idle" });
  const verify = async () => {
    setState({ at: "working" });
    try {
      const [{ verifyDraw }, answer] = await Promise.all([import("#lib/allocation/verify"), fetch(url)]);
      if (!answer.ok) throw new Error(`${answer.status}`);
      setState({ at: "done", checks: verifyDraw(await answer.json()) });
    } catch {
      setState({ at: "unreachable" });
    }
  };
  return (
    <div className="grid gap-4">
      <Button
        size="lg"
        icon={<ShieldCheck aria-hidden size={18} />}
        onClick={verify}
        aria-disabled={state.at === "working"}
      >
        {state.at === "working" ? texts.working : texts.start}
      </Button>
      <div role="status">
        {state.at === "unreachable" && <p className="text-red-700">{texts.unreachable}</p>}
        {state.at === "done" && <Outcome checks={state.checks} texts={texts} />}
      </div>
    </div>
  );
}

function Outcome({ checks, texts }: { checks: DrawCheck[]; texts: Texts }) {
  const passed = checks.every((check) => check.passed);
  return (
    <div className="grid max-w-prose gap-3 rounded-lg border border-line bg-surface p-5">
      <p className={passed ? "font-semibold text-green-700" : "font-semibold text-red-700"}>
        {passed ? texts.passed : texts.failed}
      </p>
      <ul className="grid gap-1.5">
        {checks.map((check) => (
          <li key={check.id} className="flex items-center gap-2">
            {check.passed ? (
              <Check aria-hidden size={18} className="text-green-700" />
            ) : (
              <X aria-hidden size={18} className="text-red-700" />
            )}
            <span>{texts.steps[check.id]}</span>
            <span className="text-muted text-sm">
              {check.passed ? texts.agrees : `${texts.differs} ${check.failed ?? ""}`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
