import Link from "next/link";
import { useTranslations } from "next-intl";
import type { DraftPage } from "#lib/lab/queries";
import { Notice } from "#ui/notice";

/** What an officer must know of a draft before deciding anything: sent back, outdated, reaching into decided months. */
export function Warnings({ draft }: { draft: DraftPage }) {
  const t = useTranslations("lab.draft");
  const { state, decidedReason, decider, outdated, changesPast, published } = draft;
  return (
    <>
      {published && (
        <Notice tone="green">{t("published", { version: published.version, month: published.fromMonth })}</Notice>
      )}
      {state === "draft" && decidedReason && (
        <Notice tone="amber">{t("rejected", { name: decider, reason: decidedReason })}</Notice>
      )}
      {outdated && <Notice tone="amber">{t("outdated", { version: outdated })}</Notice>}
      {changesPast && (
        <Notice
          tone="amber"
          action={
            published && (
              <Link
                href="/officer/corrections"
                className="inline-flex min-h-11 items-center underline underline-offset-4"
              >
                {t("toCorrections")}
              </Link>
            )
          }
        >
          {t("changesPast", { month: changesPast })}
        </Notice>
      )}
    </>
  );
}
