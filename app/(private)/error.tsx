"use client";

import { RetryPage } from "#ui/retry-page";

export default function PrivateError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main id="main">
      <RetryPage error={error} retry={retry} />
    </main>
  );
}
