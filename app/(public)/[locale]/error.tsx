"use client";

import { RetryPage } from "#ui/retry-page";

export default function PublicError({ error, retry }: { error: unknown; retry: () => void }) {
  return <RetryPage error={error} retry={retry} />;
}
