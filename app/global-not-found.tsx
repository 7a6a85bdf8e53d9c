import type { Metadata } from "next";
import { locales } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";
import { buttonClass } from "#ui/button";
import { Mark } from "#ui/mark";
import "./globals.css";

export const metadata: Metadata = { title: "404 · 梧桐 Wutong" };

/** For an address that belongs to no page: prerendered once for everyone, so it speaks both languages. */
export default function GlobalNotFound() {
  return (
    <html lang="zh-CN" suppressHydrationWarning>
      <head>
        <script src="/theme.js" suppressHydrationWarning />
      </head>
      <body>
        <main className="page-width grid max-w-prose gap-12 py-16 sm:py-24">
          <span className="text-green-500">
            <Mark size={48} />
          </span>
          {locales.map((locale, index) => {
            const { errors } = messagesOf(locale).ui;
            const Heading = index === 0 ? "h1" : "h2";
            return (
              <section key={locale} lang={locale} className="grid justify-items-start gap-3">
                <Heading className="font-serif text-xl">{errors.notFoundTitle}</Heading>
                <p className="text-muted">{errors.notFoundText}</p>
                <a href="/" className={buttonClass({ tone: index === 0 ? "primary" : "quiet" })}>
                  {errors.home}
                </a>
              </section>
            );
          })}
        </main>
      </body>
    </html>
  );
}
