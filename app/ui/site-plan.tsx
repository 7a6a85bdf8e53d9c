import Link from "next/link";
import { useTranslations } from "next-intl";
import { SitePlanBuilding } from "#ui/site-plan-building";
import { type Landscape, layOut, type Rect } from "./site-plan-geometry.ts";

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
      <svg viewBox={`0 0 ${width} ${height}`} className="h-auto w-full rounded-lg bg-plan-ground" fontFamily="inherit">
        <title>{t("title")}</title>
        <Grounds landscape={layOut(width, height, buildings)} gardenName={t("garden")} gateName={t("gate")} />
        {buildings.map((building) => (
          <SitePlanBuilding key={building.id} building={building} />
        ))}
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-6 text-muted text-sm">
        <span>{t("letShare")}</span>
        <span>{t("abstract")}</span>
      </figcaption>
      <BuildingList buildings={buildings} />
    </figure>
  );
}

function Grounds({ landscape, gardenName, gateName }: { landscape: Landscape; gardenName: string; gateName: string }) {
  const { garden, gate, paths, trees } = landscape;
  return (
    <g>
      <g fill="none" strokeLinecap="round" className="stroke-plan-path">
        {paths.map((path) => (
          <path key={path} d={path} strokeWidth="13" />
        ))}
        <ellipse cx={garden.x} cy={garden.y} rx={garden.rx} ry={garden.ry} strokeWidth="16" />
      </g>
      <ellipse cx={garden.x} cy={garden.y} rx={garden.rx * 0.42} ry={garden.ry * 0.36} className="fill-blue-100" />
      <ellipse
        cx={garden.x}
        cy={garden.y}
        rx={garden.rx * 0.42}
        ry={garden.ry * 0.36}
        fill="none"
        strokeWidth="5"
        className="stroke-plan-path"
      />
      {trees.map((tree) => (
        <g key={`${tree.x}-${tree.y}`}>
          <circle cx={tree.x + 4} cy={tree.y + 5} r={tree.r} className="fill-plan-shadow" />
          <circle cx={tree.x} cy={tree.y} r={tree.r} className="fill-plan-tree" />
          <circle cx={tree.x - tree.r * 0.25} cy={tree.y - tree.r * 0.28} r={tree.r * 0.5} className="fill-plan-leaf" />
        </g>
      ))}
      <text
        x={garden.x}
        y={garden.y}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-blue-700 font-serif text-[34px] sm:text-[24px]"
      >
        {gardenName}
      </text>
      <text
        x={gate.x + 20}
        y={gate.y - 18}
        className="fill-muted text-[30px] sm:text-[18px]"
        paintOrder="stroke"
        strokeWidth="6"
        stroke="var(--color-plan-ground)"
      >
        {gateName}
      </text>
    </g>
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
