import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ButtonLink } from "#ui/button";
import { Mark } from "#ui/mark";

const titles = { notFound: "notFoundTitle", forbidden: "forbiddenTitle", error: "errorTitle" } as const;
const texts = { notFound: "notFoundText", forbidden: "forbiddenText", error: "errorText" } as const;

/** What went wrong, in words, with a way on. `digest` is the number under which the log has it; `action` e.g. a retry. */
export function ErrorPage({
  kind,
  digest,
  action,
  homeHref = "/",
}: {
  kind: keyof typeof titles;
  digest?: string;
  action?: ReactNode;
  homeHref?: string;
}) {
  const t = useTranslations("ui.errors");
  return (
    <div className="page-width grid max-w-prose justify-items-start gap-4 py-16 sm:py-24">
      <span className="text-green-500">
        <Mark size={48} />
      </span>
      <h1 className="font-serif text-xl">{t(titles[kind])}</h1>
      <p className="text-muted">{t(texts[kind])}</p>
      {digest && <p className="tabular text-muted text-sm">{t("reference", { digest })}</p>}
      <div className="mt-2 flex flex-wrap gap-3">
        {action}
        <ButtonLink href={homeHref} tone={action ? "quiet" : "primary"}>
          {t("home")}
        </ButtonLink>
      </div>
    </div>
  );
}
