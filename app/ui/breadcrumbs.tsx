import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

export type Crumb = { label: string; href: string };

/** The way back up; the page itself is not in it. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const t = useTranslations("ui.nav");
  return (
    <nav aria-label={t("breadcrumbs")}>
      <ol className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
        {items.map((crumb, index) => (
          <li key={crumb.href} className="flex items-center gap-2">
            {index > 0 ? <span aria-hidden>/</span> : <ArrowLeft aria-hidden size={14} />}
            <Link href={crumb.href} className="py-1 underline-offset-4 hover:text-green-700 hover:underline">
              {crumb.label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
