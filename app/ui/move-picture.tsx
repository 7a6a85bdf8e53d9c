import { useId } from "react";

export type PictureHome = {
  /** its place in the picture: titles need not differ */
  id: string;
  /** the place: building and room type, or its label */
  title: string;
  /** who is there, or that it is vacant */
  detail?: string;
  look: "mine" | "got" | "vacant" | "other";
};

const WIDTH = 320;
const BOX = 56;
const GAP = 36;
/** Room at the side for the way back in a loop. */
const SIDE = 28;
const ARROW = 6;

const grounds = {
  mine: "fill-amber-100 stroke-amber-500",
  got: "fill-green-100 stroke-green-500",
  vacant: "fill-surface stroke-line-strong",
  other: "fill-sunken stroke-line",
};

/**
 * How homes are passed on in an exchange, from top to bottom: whoever lives in one moves into the next; in a loop the last
 * moves into the first. `label` says the same in a sentence, for those who cannot see it.
 */
export function MovePicture({
  kind,
  homes,
  label,
}: {
  kind: "chain" | "loop" | "stay";
  homes: readonly PictureHome[];
  label: string;
}) {
  const title = useId();
  const loop = kind === "loop";
  const width = loop ? WIDTH - SIDE : WIDTH;
  const height = homes.length * (BOX + GAP) - GAP + 4;
  return (
    <svg
      role="img"
      aria-labelledby={title}
      viewBox={`0 0 ${WIDTH} ${height}`}
      className="h-auto w-full max-w-80"
      fontFamily="inherit"
    >
      <title id={title}>{label}</title>
      {homes.map((home, index) => (
        <Home key={home.id} home={home} top={topOf(index)} width={width} />
      ))}
      {homes.slice(1).map((home, index) => (
        <Down key={home.id} x={width / 2} top={topOf(index) + BOX} />
      ))}
      {loop && <Back width={width} from={topOf(homes.length - 1) + BOX / 2} to={topOf(0) + BOX / 2} />}
    </svg>
  );
}

const topOf = (index: number): number => 2 + index * (BOX + GAP);

function Home({ home, top, width }: { home: PictureHome; top: number; width: number }) {
  const { title, detail, look } = home;
  return (
    <g>
      <rect
        x={2}
        y={top}
        width={width - 4}
        height={BOX}
        rx={8}
        strokeWidth={look === "mine" || look === "got" ? 2 : 1}
        strokeDasharray={look === "vacant" ? "5 4" : undefined}
        className={grounds[look]}
      />
      <text x={16} y={top + (detail ? 24 : 33)} className="fill-ink text-sm">
        {title}
      </text>
      {detail && (
        <text x={16} y={top + 43} className="fill-muted text-xs">
          {detail}
        </text>
      )}
    </g>
  );
}

function Down({ x, top }: { x: number; top: number }) {
  const end = top + GAP - 3;
  return (
    <path
      d={`M${x} ${top + 3}V${end}m${-ARROW} ${-ARROW}l${ARROW} ${ARROW}l${ARROW} ${-ARROW}`}
      fill="none"
      strokeWidth={2}
      className="stroke-green-500"
    />
  );
}

function Back({ width, from, to }: { width: number; from: number; to: number }) {
  const right = WIDTH - 4;
  return (
    <path
      d={`M${width} ${from}H${right - 8}q8 0 8 -8V${to + 8}q0 -8 -8 -8H${width + 2}m${ARROW} ${-ARROW}l${-ARROW} ${ARROW}l${ARROW} ${ARROW}`}
      fill="none"
      strokeWidth={2}
      className="stroke-green-500"
    />
  );
}
