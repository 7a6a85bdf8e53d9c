"use client";

import { useTranslations } from "next-intl";
import type { PlannedBuilding } from "#ui/site-plan";
import { SitePlanBuilding } from "#ui/site-plan-building";
import type { Landscape } from "./site-plan-geometry.ts";

/** The picture; a client part so that a page carries where things stand beside the markup, not the markup once more. */
export function SitePlanDrawing(props: {
  buildings: readonly PlannedBuilding[];
  landscape: Landscape;
  width: number;
  height: number;
}) {
  const { buildings, landscape, width, height } = props;
  const t = useTranslations("ui.sitePlan");
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="h-auto w-full rounded-lg bg-plan-ground" fontFamily="inherit">
      <title>{t("title")}</title>
      <Grounds landscape={landscape} gardenName={t("garden")} gateName={t("gate")} />
      {buildings.map((building) => (
        <SitePlanBuilding key={building.id} building={building} />
      ))}
    </svg>
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
      <path d={trees.map(({ x, y, r }) => disc(x + 4, y + 5, r)).join("")} className="fill-plan-shadow" />
      <path d={trees.map(({ x, y, r }) => disc(x, y, r)).join("")} className="fill-plan-tree" />
      <path
        d={trees.map(({ x, y, r }) => disc(Math.round(x - r * 0.25), Math.round(y - r * 0.28), r / 2)).join("")}
        className="fill-plan-leaf"
      />
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

const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
