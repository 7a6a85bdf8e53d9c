import Link from "next/link";
import { useTranslations } from "next-intl";
import type { PlannedBuilding } from "#ui/site-plan";
import { classes } from "#ui/tone";

const wall = 12;

/** One building of the site plan: shadow, wall, roof split into let and free, number and free apartments. */
export function SitePlanBuilding({ building }: { building: PlannedBuilding }) {
  const t = useTranslations("ui.sitePlan");
  const free = { free: building.free };
  const words = building.free > 0 ? [t("free", free), t("freeShort", free)] : [t("full"), t("full")];
  const drawing = <Drawing building={building} words={words[0] ?? ""} fewWords={words[1] ?? ""} />;
  if (!building.href) return drawing;
  return (
    <Link href={building.href} className="group outline-offset-4">
      {drawing}
    </Link>
  );
}

function Drawing({ building, words, fewWords }: { building: PlannedBuilding; words: string; fewWords: string }) {
  const { x, y, width, height, free, total, name } = building;
  const lying = width >= height;
  const share = total > 0 ? free / total : 0;
  // The free part of the roof is never thinner than can be seen.
  const green = free > 0 ? Math.max(share, 0.06) : 0;
  const centre = { x: x + width / 2, y: y + height / 2 };
  return (
    <g>
      <rect x={x + 10} y={y + wall + 12} width={width} height={height} rx="8" className="fill-plan-shadow" />
      <rect x={x} y={y + wall} width={width} height={height} rx="7" className="fill-plan-wall" />
      <rect x={x} y={y} width={width} height={height} rx="7" className="fill-plan-roof" />
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
        y={centre.y - (lying ? 14 : 20)}
        textAnchor="middle"
        dominantBaseline="central"
        className="fill-ink font-semibold text-[38px] sm:text-[26px]"
      >
        {name}
      </text>
      {[
        { text: words, look: "hidden text-[19px] sm:inline" },
        { text: fewWords, look: "text-[32px] sm:hidden" },
      ].map(({ text, look }) => (
        <text
          key={look}
          x={centre.x}
          y={centre.y + (lying ? 23 : 24)}
          textAnchor="middle"
          dominantBaseline="central"
          className={classes("tabular", look, free > 0 ? "fill-green-700 font-medium" : "fill-muted")}
        >
          {text}
        </text>
      ))}
    </g>
  );
}
