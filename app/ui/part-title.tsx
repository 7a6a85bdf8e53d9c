import { useLocale, useTranslations } from "next-intl";
import type { ExplainedPart } from "#lib/subsidy/explanation";
import { Badge } from "#ui/badge";
import { Money } from "#ui/money";

/** A part of a decision by name, with what it grants, or that it does not. */
export function PartTitle({ part }: { part: ExplainedPart }) {
  const t = useTranslations("words");
  const name = useLocale() === "en" ? part.nameEn : part.nameZh;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {name}
      {part.eligible ? <Money fen={part.grantedFen} /> : <Badge tone="grey">{t("notGranted")}</Badge>}
    </span>
  );
}
