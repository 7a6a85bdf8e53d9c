"use client";

import { useTranslations } from "next-intl";
import { Button } from "#ui/button";
import { ErrorPage } from "#ui/error-page";

/** The body of every error.tsx. */
export function RetryPage({ error, retry, homeHref }: { error: unknown; retry: () => void; homeHref?: string }) {
  const t = useTranslations("ui.errors");
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <ErrorPage
      kind="error"
      digest={digest}
      homeHref={homeHref}
      action={<Button onClick={retry}>{t("retry")}</Button>}
    />
  );
}
