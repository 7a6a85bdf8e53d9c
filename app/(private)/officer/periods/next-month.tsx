import { CircleCheck, CircleX, ListChecks, Lock } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import { written } from "#i18n/written";
import type { Month } from "#lib/days";
import type { Lack, Need } from "#lib/ledger/rules-periods";
import { Button } from "#ui/button";
import { Form } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { classes } from "#ui/tone";
import { closeAction } from "./actions.ts";

const pages: Record<string, string> = {
  refund: "/officer/refunds",
  budget: "/officer/budget",
  clawback: "/officer/corrections",
  "write-off": "/officer/corrections",
};

const hrefOf = ({ kind, name, id }: Lack): string => {
  if (kind === "batch") return `/officer/settlements/${id}`;
  if (kind === "proposal") return pages[name] ?? "/officer";
  return kind === "fact" ? "/officer/ledger" : "/officer/periods";
};

/** What has to be so before a month is closed: each need with whether it is met, and links to what is missing. */
export function NextMonth({
  month,
  needs,
  books,
  officer,
}: {
  month: Month;
  needs: readonly Need[];
  /** Whether all books were compared for this page. */
  books: boolean;
  officer: boolean;
}) {
  const t = useTranslations("periods");
  const ready = needs.every((need) => need.lacks.length === 0);
  return (
    <div className="grid gap-6">
      <ul className="divide-y divide-line border-line border-y">
        {needs.map((need) => {
          const met = need.lacks.length === 0;
          const Icon = met ? CircleCheck : CircleX;
          return (
            <li key={need.code} className="flex gap-3 py-3">
              <Icon
                aria-hidden
                size={20}
                className={classes("mt-0.5 shrink-0", met ? "text-green-700" : "text-red-700")}
              />
              <div className="grid gap-1">
                <p className={met ? undefined : "font-medium"}>
                  <span className="sr-only">{met ? t("met") : t("notMet")}：</span>
                  {t(`needs.${need.code}`)}
                </p>
                {!met && (
                  <ul className="flex flex-wrap gap-x-4">
                    {need.lacks.map((lack) => (
                      <li key={lack.id}>
                        <TextLink href={hrefOf(lack)} look="small">
                          <LackName lack={lack} />
                        </TextLink>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {!books && (
        <form method="get" className="flex flex-wrap items-center gap-4">
          <input type="hidden" name="check" value="1" />
          <Button type="submit" tone="quiet" icon={<ListChecks aria-hidden size={18} />}>
            {t("check")}
          </Button>
          <p className="text-muted">{t("checkText")}</p>
        </form>
      )}
      {officer && ready && books && (
        <Form action={closeAction} hidden={{ month }} className="grid gap-4">
          <SubmitButton icon={<Lock aria-hidden size={18} />}>{t("close")}</SubmitButton>
        </Form>
      )}
    </div>
  );
}

function LackName({ lack }: { lack: Lack }) {
  const t = useTranslations("periods");
  const kinds = useTranslations("periods.proposals");
  const facts = useTranslations("periods.facts");
  const locale = useLocale();
  if (lack.kind === "batch") return t("batch", { sequence: lack.name });
  if (lack.kind === "proposal") return textOf(kinds, lack.name);
  if (lack.kind === "month") return String(written(locale, { month: lack.name }).month);
  return textOf(facts, lack.name.replaceAll(/[ ,]+/g, "-"));
}
