import { useTranslations } from "next-intl";
import { env } from "#lib/env";

/** In demo mode every resident is invented, and a reader is told so. */
export function DemoNotice() {
  const t = useTranslations("public.honest");
  return env().demo ? <p className="text-muted text-sm">{t("demo")}</p> : null;
}
