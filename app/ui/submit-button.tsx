"use client";

import { LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { type ButtonLook, buttonClass } from "#ui/button";

/**
 * Sends the form around it. While the answer is awaited a second press does nothing (`aria-disabled`, so focus stays);
 * without scripts it is a plain submit button. `name`/`value` tell apart several buttons of one form.
 */
export function SubmitButton({
  tone,
  size,
  icon,
  wide,
  children,
  pendingLabel,
  name,
  value,
  formAction,
  disabled,
}: ButtonLook & {
  children: ReactNode;
  pendingLabel?: string;
  name?: string;
  value?: string;
  formAction?: (form: FormData) => void | Promise<void>;
  disabled?: boolean;
}) {
  const { pending } = useFormStatus();
  const t = useTranslations("ui.form");
  return (
    <button
      type="submit"
      name={name}
      value={value}
      formAction={formAction}
      disabled={disabled}
      aria-disabled={pending || undefined}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      className={buttonClass({ tone, size, wide })}
    >
      {pending ? <LoaderCircle aria-hidden size={18} className="animate-spin" /> : icon}
      {pending ? (pendingLabel ?? t("sending")) : children}
    </button>
  );
}
