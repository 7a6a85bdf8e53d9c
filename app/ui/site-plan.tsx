import Link from "next/link";
import { useTranslations } from "next-intl";
import { SitePlanDrawing } from "#ui/site-plan-drawing";
import { layOut, type Rect } from "./site-plan-geometry.ts";

export type PlannedBuilding = Rect & {
  id: string;
  no: number;
  /** In the reader's language. */
  name: string;
  free: number;
  total: number;
  /** Where the building leads; none: it is not a link. */
  href?: string;
};

/**
 * The grounds from above: each building a link with its free apartments, its roof coloured by the share that is let,
 * between plane trees, paths and the garden. Below it the same as a list.
 */
export function SitePlan({
  buildings,
  width = 1200,
  height = 760,
}: {
  buildings: readonly PlannedBuilding[];
  width?: number;
  height?: number;
}) {
  const t = useTranslations("ui.sitePlan");
  return (
    <figure className="grid gap-3">
      <SitePlanDrawing
        buildings={buildings}
        landscape={layOut(width, height, buildings)}
        width={width}
        height={height}
      />
      <figcaption className="flex flex-wrap justify-between gap-x-6 text-muted text-sm">
        <span>{t("letShare")}</span>
        <span>{t("abstract")}</span>
      </figcaption>
      <BuildingList buildings={buildings} />
    </figure>
  );
}

function BuildingList({ buildings }: { buildings: readonly PlannedBuilding[] }) {
  const t = useTranslations("ui.sitePlan");
  return (
    <details className="border-line border-y">
      <summary className="flex min-h-11 items-center font-medium text-green-700">{t("list")}</summary>
      <ul className="grid gap-x-10 pb-3 sm:grid-cols-2">
        {buildings.map((building) => (
          <li key={building.id} className="flex min-h-11 items-center justify-between gap-4 border-line border-t">
            {building.href ? (
              <Link href={building.href} className="py-2 text-green-700 underline underline-offset-4">
                {building.name}
              </Link>
            ) : (
              <span>{building.name}</span>
            )}
            <span className="tabular text-sm">
              {t("free", { free: building.free })}
              <span className="ml-3 text-muted">
                {t("occupied", { percent: Math.round((1 - building.free / Math.max(1, building.total)) * 100) })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
