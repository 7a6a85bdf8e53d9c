import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "#ui/button";

/** Back and forth through `pages`; `href` gives the address of a page (from 1). Nothing for a single page. */
export function Pagination({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  const t = useTranslations("ui.nav");
  if (pages <= 1) return null;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap items-center justify-between gap-4 py-4">
      <p className="tabular text-muted text-sm">{t("pageOf", { page, pages })}</p>
      <div className="flex gap-2">
        {page > 1 && (
          <ButtonLink href={href(page - 1)} tone="quiet" icon={<ChevronLeft aria-hidden size={18} />}>
            {t("previous")}
          </ButtonLink>
        )}
        {page < pages && (
          <ButtonLink href={href(page + 1)} tone="quiet">
            {t("next")}
            <ChevronRight aria-hidden size={18} />
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
