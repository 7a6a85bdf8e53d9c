"use client";

import { useState } from "react";
import { controlClass, FieldFrame, type FieldTexts, fieldTies } from "#ui/field";

/**
 * A field for one file. One that is too large is said so at once, without sending it; the server looks at size and
 * contents again. `accept` only helps to find the file.
 */
export function FileField({
  accept,
  maxBytes,
  tooLarge,
  ...texts
}: FieldTexts & { accept: string; maxBytes: number; tooLarge: string }) {
  const [large, setLarge] = useState(false);
  const error = large ? tooLarge : texts.error;
  return (
    <FieldFrame {...texts} error={error}>
      <input
        type="file"
        accept={accept}
        onChange={(event) => setLarge((event.currentTarget.files?.[0]?.size ?? 0) > maxBytes)}
        className={`${controlClass(error)} file:mr-3 file:min-h-7 file:rounded-md file:border-0 file:bg-sunken file:px-3 file:font-medium file:text-ink`}
        {...fieldTies({ ...texts, error })}
      />
    </FieldFrame>
  );
}
