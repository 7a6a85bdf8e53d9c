import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { InboxNotice } from "#lib/notices/queries";
import { Instant } from "#ui/instant";

/** Where a notice leads, by what it is about. */
function hrefOf({ kind, values }: InboxNotice): string | null {
  if (typeof values.applicationId === "string") return `/my/applications/${values.applicationId}`;
  if (typeof values.offerId === "string") return `/my/offers/${values.offerId}`;
  if (typeof values.roundId === "string") return `/my/choosing/${values.roundId}`;
  if (kind.startsWith("application-") || kind.startsWith("round-") || kind.startsWith("offer-"))
    return "/my/applications";
  if (kind.startsWith("exchange-")) return "/my/exchange";
  if (kind.startsWith("lease-")) return "/my/lease";
  if (kind === "auto-grant-authorise") return "/my/lease/support";
  if (kind.startsWith("auto-grant")) return "/my/subsidy#months";
  if (kind === "register-changed") return "/my/profile";
  if (kind.startsWith("clawback-") || kind === "correction-claimed") return "/my/clawbacks";
  return /^(?:bill|correction|subsidy|payment)-/.test(kind) ? "/my/bills" : null;
}

export async function NoticeList({ notices }: { notices: readonly InboxNotice[] }) {
  const texts = await getTranslations("my.notices");
  const t = await getTranslations("my.inbox");
  const locale = await getLocale();
  return (
    <ol className="divide-y divide-line border-line border-y">
      {notices.map((notice) => {
        const href = hrefOf(notice);
        const text = textOf(texts, notice.kind, written(locale, notice.values));
        return (
          <li key={notice.id} className="flex items-center justify-between gap-4 py-3">
            <div className="grid min-w-0 gap-0.5">
              <p className="break-words">{text}</p>
              <p className="text-muted text-sm">
                <Instant at={notice.at} look="short" />
              </p>
            </div>
            {href && (
              <Link
                href={href}
                className="inline-flex min-h-11 shrink-0 items-center text-green-700 underline underline-offset-4"
              >
                {t("open")}
                <span className="sr-only"> {text}</span>
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}
