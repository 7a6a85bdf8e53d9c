"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef } from "react";
import { Button, type ButtonLook } from "#ui/button";

/**
 * A button and the modal it opens (native `<dialog>`: focus kept inside, Escape closes, focus returns).
 * `children` is what it says, often a form with a `<SubmitButton>`; a cancel button is added unless `noCancel`.
 * Where a step must work without scripts, give it a page of its own instead.
 */
export function Dialog({
  trigger,
  triggerLook,
  title,
  noCancel,
  children,
}: {
  trigger: ReactNode;
  triggerLook?: ButtonLook;
  title: string;
  noCancel?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("ui.form");
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const close = () => dialog.current?.close();
  return (
    <>
      <Button tone="quiet" {...triggerLook} onClick={() => dialog.current?.showModal()} aria-haspopup="dialog">
        {trigger}
      </Button>
      <dialog
        ref={dialog}
        aria-labelledby={titleId}
        className="m-auto w-[calc(100%-2rem)] max-w-dialog rounded-lg border border-line bg-surface p-0 text-ink shadow-md"
      >
        <div className="grid gap-4 p-5 sm:p-6">
          <div className="flex items-start justify-between gap-4">
            <h2 id={titleId} className="font-semibold text-lg">
              {title}
            </h2>
            <button
              type="button"
              aria-label={t("close")}
              onClick={close}
              className="-mt-2 -mr-2 inline-flex size-11 shrink-0 items-center justify-center rounded-md text-muted hover:text-ink"
            >
              <X aria-hidden size={20} />
            </button>
          </div>
          {children}
          {!noCancel && (
            <div>
              <Button tone="quiet" onClick={close}>
                {t("cancel")}
              </Button>
            </div>
          )}
        </div>
      </dialog>
    </>
  );
}
