import { useTranslations } from "next-intl";
import { TabsNav } from "#ui/tabs-nav";

const parts = [
  { key: "imports", href: "/operator/payments" },
  { key: "waiting", href: "/operator/payments/waiting" },
  { key: "credit", href: "/operator/payments/credit" },
  { key: "arrears", href: "/operator/payments/arrears" },
] as const;

/** The parts of the payments desk, under its title. */
export function PaymentTabs({ current }: { current: (typeof parts)[number]["key"] }) {
  const t = useTranslations("operator.payments");
  return (
    <div className="pb-6" data-print="hide">
      <TabsNav
        label={t("title")}
        tabs={parts.map(({ key, href }) => ({ href, label: t(`tabs.${key}`), current: key === current }))}
      />
    </div>
  );
}
