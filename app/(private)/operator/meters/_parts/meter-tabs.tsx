import { getTranslations } from "next-intl/server";
import type { Actor } from "#lib/actor";
import { readingsToDecide } from "#lib/meters/import-queries";
import { TabsNav } from "#ui/tabs-nav";

const parts = [
  { key: "imports", href: "/operator/meters" },
  { key: "waiting", href: "/operator/meters/waiting" },
  { key: "charge", href: "/operator/meters/charge" },
] as const;

/** The parts of the meter desk, under its title, with how many readings wait to be decided. */
export async function MeterTabs({ actor, current }: { actor: Actor; current: (typeof parts)[number]["key"] }) {
  const t = await getTranslations("charges.meters");
  const waiting = await readingsToDecide(actor);
  return (
    <div className="pb-6" data-print="hide">
      <TabsNav
        label={t("title")}
        tabs={parts.map(({ key, href }) => ({
          href,
          label: t(`tabs.${key}`),
          current: key === current,
          ...(key === "waiting" && waiting > 0 && { count: waiting }),
        }))}
      />
    </div>
  );
}
