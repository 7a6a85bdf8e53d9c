import Link from "next/link";
import { useTranslations } from "next-intl";
import { Mark } from "#ui/mark";

/** Leaf and name; leads home. */
export function WordMark({ href = "/", compact }: { href?: string; compact?: boolean }) {
  const t = useTranslations("ui.brand");
  return (
    <Link href={href} className="inline-flex min-h-11 items-center gap-2 text-green-700">
      <Mark size={compact ? 24 : 28} />
      <span className="font-semibold font-serif text-ink text-lg leading-none">{t("name")}</span>
      <span aria-hidden className="hidden font-serif text-muted text-sm leading-none sm:inline">
        {t("latin")}
      </span>
    </Link>
  );
}
