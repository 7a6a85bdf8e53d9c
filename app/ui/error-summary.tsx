"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";

/**
 * What is wrong with a form, at its top, each line a link to its field; takes the focus when it appears.
 * `field` is the field's id (its name); without one the line is plain text (a refusal of the whole form).
 */
export function ErrorSummary({
  errors,
  title,
}: {
  errors: readonly { field?: string; message: string }[];
  title?: string;
}) {
  const t = useTranslations("ui.form");
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0;
  // A new array is a new answer of the server, so the focus returns even when the same errors stand.
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (!shown) return null;
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="grid gap-2 rounded-lg border-2 border-red-700 bg-red-100 p-4 text-red-700 sm:p-5"
    >
      <h2 className="font-semibold text-lg">{title ?? t("errorsTitle")}</h2>
      <ul className="grid list-disc gap-1 pl-5">
        {errors.map(({ field, message }) => (
          <li key={`${field}-${message}`}>
            {field ? (
              <a href={`#${field}`} className="font-medium underline underline-offset-4">
                {message}
              </a>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
