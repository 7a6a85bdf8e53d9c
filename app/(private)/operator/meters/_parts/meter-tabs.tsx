import { useTranslations } from "next-intl";
import { TabsNav } from "#ui/tabs-nav";

const parts = [
  { key: "imports", href: "/operator/meters" },
  { key: "waiting", href: "/operator/meters/waiting" },
  { key: "charge", href: "/operator/meters/charge" },
] as const;

/** The parts of the meter desk, under its title. */
export function MeterTabs({ current }: { current: (typeof parts)[number]["key"] }) {
  const t = useTranslations("charges.meters");
  return (
    <div className="pb-6" data-print="hide">
      <TabsNav
        label={t("title")}
        tabs={parts.map(({ key, href }) => ({ href, label: t(`tabs.${key}`), current: key === current }))}
      />
    </div>
  );
}
