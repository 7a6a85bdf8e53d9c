import { useTranslations } from "next-intl";
import { TabsNav } from "#ui/tabs-nav";

const tabs = ["corrections", "clawbacks", "write-offs"] as const;

/** Three pages of one matter: what was corrected, what is taken back, what is given up. */
export function CorrectionTabs({ at }: { at: (typeof tabs)[number] }) {
  const t = useTranslations("corrections");
  return (
    <TabsNav
      label={t("tabs.label")}
      tabs={tabs.map((tab) => ({ href: `/officer/${tab}`, label: t(`tabs.${tab}`), current: tab === at }))}
    />
  );
}
