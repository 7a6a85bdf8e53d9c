import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PlannedBuilding } from "#ui/site-plan";

const wall = 12;

/** One building of the site plan: shadow, wall, roof split into let and free, number and free apartments. */
export function SitePlanBuilding({ building }: { building: PlannedBuilding }) {
  const t = useTranslations("ui.sitePlan");
  const drawing = (
    <Drawing building={building} words={building.free > 0 ? t("free", { free: building.free }) : t("full")} />
  );
  if (!building.href) return drawing;
  return (
    <Link href={building.href} className="group outline-offset-4">
      {drawing}
    </Link>
  );
}

function Drawing({ building, words }: { building: PlannedBuilding; words: string }) {
  const { x, y, width, height, free, total, name } = building;
  const lying = width >= height;
  const share = total > 0 ? free / total : 0;
  // The free part of the roof is never thinner than can be seen.
  const green = free > 0 ? Math.max(share, 0.06) : 0;
  const centre = { x: x + width / 2, y: y + height / 2 };
  return (
    <g>
      <rect x={x + 10} y={y + wall + 12} width={width} height={height} rx="8" className="fill-ink/10" />
      <rect x={x} y={y + wall} width={width} height={height} rx="7" className="fill-line-strong" />
      <rect x={x} y={y} width={width} height={height} rx="7" className="fill-surface" />
      <rect
        x={x + 5}
        y={y + 5}
        width={width - 10}
        height={height - 10}
        rx="4"
        className="fill-blue-100 transition-opacity group-hover:opacity-60"
      />
      {lying ? (
        <rect
          x={x + 5 + (width - 10) * (1 - green)}
          y={y + 5}
          width={(width - 10) * green}
          height={height - 10}
          rx="4"
          className="fill-green-500"
        />
      ) : (
        <rect
          x={x + 5}
          y={y + 5 + (height - 10) * (1 - green)}
          width={width - 10}
          height={(height - 10) * green}
          rx="4"
          className="fill-green-500"
        />
      )}
      <text
        x={centre.x}
        y={centre.y - (lying ? 12 : 18)}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-ink font-semibold text-[36px] sm:text-[26px]"
      >
        {name}
      </text>
      <text
        x={centre.x}
        y={centre.y + (lying ? 22 : 22)}
        textAnchor="middle"
        dominantBaseline="central"
        className={
          free > 0
            ? "tabular fill-green-700 font-medium text-[26px] sm:text-[19px]"
            : "fill-muted text-[26px] sm:text-[19px]"
        }
      >
        {words}
      </text>
    </g>
  );
}
