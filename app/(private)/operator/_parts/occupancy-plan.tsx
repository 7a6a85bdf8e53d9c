import { useTranslations } from "next-intl";
import { occupancyPercent } from "#lib/inventory/rules";
import { ProgressBar } from "#ui/progress-bar";
import { SitePlan } from "#ui/site-plan";

type Planned = {
  id: string;
  no: number;
  name: string;
  plan: { x: number; y: number; width: number; height: number };
  total: number;
  occupied: number;
  free: number;
};

/** The grounds with what is free, and beside them how full each building is; both lead to the list of units. */
export function OccupancyPlan({ buildings }: { buildings: readonly Planned[] }) {
  const t = useTranslations("operator.overview");
  const u = useTranslations("operator.units");
  const placed = buildings.map(({ id, no, plan, total, free }) => {
    return { id, no, name: u("planName", { no }), total, free, ...plan, href: `/operator/units?building=${id}` };
  });
  return (
    <div className="grid items-start gap-x-8 gap-y-6 2xl:grid-cols-[minmax(0,1fr)_16rem]">
      <SitePlan buildings={placed} />
      <div className="grid gap-x-8 gap-y-2 sm:grid-cols-2 2xl:grid-cols-1">
        {buildings.map(({ id, name, occupied, total }) => (
          <ProgressBar
            key={id}
            value={occupied}
            max={total}
            label={name}
            detail={t("buildingOccupancy", { percent: occupancyPercent(occupied, total), occupied, total })}
            tone="blue"
          />
        ))}
      </div>
    </div>
  );
}
