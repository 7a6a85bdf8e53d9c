import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import type { Locale } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";
import { NavigationProgress } from "#ui/navigation-progress";
import { SkipLink } from "#ui/skip-link";
import { Toaster } from "#ui/toast";

/**
 * The document around every page of both root layouts. Client parts get the messages of `ui` only
 * (and with `words` the domain's words); everything else is translated on the server.
 * `nonce` for pages whose policy allows scripts by nonce.
 */
export function RootHtml({
  locale,
  nonce,
  words,
  children,
}: {
  locale: Locale;
  nonce?: string;
  words?: boolean;
  children: ReactNode;
}) {
  const messages = messagesOf(locale);
  const forClient = words ? { ui: messages.ui, words: messages.words } : { ui: messages.ui };
  return (
    // theme.js sets data-theme and data-degree before React wakes, hence the suppressed warning.
    <html lang={locale} suppressHydrationWarning>
      <head>
        <script src="/theme.js" nonce={nonce} suppressHydrationWarning />
      </head>
      <body className="flex min-h-dvh flex-col">
        <NextIntlClientProvider locale={locale} messages={forClient}>
          <SkipLink />
          <NavigationProgress />
          {children}
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
