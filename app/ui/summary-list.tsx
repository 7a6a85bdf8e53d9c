import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextLink } from "#ui/text-link";

export type SummaryItem = {
  label: string;
  value: ReactNode;
  /** Where the answer is changed. */
  changeHref?: string;
};

/** Answers or facts: label, value and, for check-your-answers, a link to change each. */
export function SummaryList({ items, title }: { items: readonly SummaryItem[]; title?: string }) {
  const t = useTranslations("ui.form");
  return (
    <div className="grid gap-2">
      {title && <h3 className="font-semibold">{title}</h3>}
      <dl className="divide-y divide-line border-line border-y">
        {items.map((item) => (
          <div key={item.label} className="grid grid-cols-[1fr_auto] gap-x-4 py-2.5 sm:grid-cols-[11rem_1fr_auto]">
            <dt className="col-span-full text-muted text-sm sm:col-span-1 sm:text-base">{item.label}</dt>
            <dd className="min-w-0">{item.value}</dd>
            {item.changeHref && (
              <dd>
                <TextLink href={item.changeHref} look="small">
                  {t("change")}
                  <span className="sr-only"> {item.label}</span>
                </TextLink>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </div>
  );
}
