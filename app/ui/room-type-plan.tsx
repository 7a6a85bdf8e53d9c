import { useTranslations } from "next-intl";
import { type RoomDrawing, type RoomTypeId, roomDrawings } from "./room-type-drawings.ts";

const margin = 4;

/** A sketch of a room type from above; `type` is the room type's id, an unknown one draws nothing. */
export function RoomTypePlan({ type, name }: { type: RoomTypeId | (string & {}); name: string }) {
  const t = useTranslations("ui.roomPlan");
  const drawing = Object.entries(roomDrawings).find(([id]) => id === type)?.[1];
  if (!drawing) return null;
  const [width, height] = drawing.size;
  return (
    <svg
      viewBox={`${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`}
      className="h-full max-h-full w-full"
      fontFamily="inherit"
    >
      <title>{t("title", { name })}</title>
      <rect width={width} height={height} className="fill-surface" />
      <Rooms drawing={drawing} />
      <Furniture drawing={drawing} />
      <rect width={width} height={height} fill="none" strokeWidth="1.6" className="stroke-ink" />
      <Openings drawing={drawing} />
    </svg>
  );
}

function Rooms({ drawing }: { drawing: RoomDrawing }) {
  const t = useTranslations("ui.roomPlan");
  const kinds = [
    { boxes: drawing.balconies, look: "fill-green-100 stroke-muted", name: t("balcony") },
    { boxes: drawing.living, look: "stroke-none", name: t("living") },
    { boxes: drawing.walls, look: "fill-surface stroke-ink", name: "" },
    { boxes: drawing.kitchens, look: "fill-amber-100 stroke-muted", name: t("kitchen") },
    { boxes: drawing.baths, look: "fill-blue-100 stroke-ink", name: t("bath") },
  ];
  return kinds.map(({ boxes, look, name }) =>
    boxes.map(([x, y, width, height]) => (
      <g key={`${look}-${x}-${y}`}>
        <rect x={x} y={y} width={width} height={height} fill="none" strokeWidth="0.9" className={look} />
        <text
          x={x + width / 2}
          y={y + height / 2}
          textAnchor="middle"
          dominantBaseline="central"
          className="fill-muted text-[4px]"
        >
          {name}
        </text>
      </g>
    )),
  );
}

function Furniture({ drawing }: { drawing: RoomDrawing }) {
  return (
    <g strokeWidth="0.6" className="fill-paper stroke-muted">
      {drawing.beds.map(([x, y, width, height]) => (
        <g key={`${x}-${y}`}>
          <rect x={x} y={y} width={width} height={height} rx="1" className="fill-green-100 stroke-green-700" />
          <rect
            x={x + 1.5}
            y={y + 1.5}
            width={width - 3}
            height="4"
            rx="1.2"
            className="fill-surface stroke-green-700"
          />
          <path d={`M${x} ${y + 8.5}h${width}`} className="stroke-green-700" />
        </g>
      ))}
      {drawing.desks.map(([x, y, width, height]) => (
        <g key={`${x}-${y}`}>
          <rect x={x} y={y} width={width} height={height} rx="0.6" />
          {height > width ? (
            <circle cx={x - 1.6} cy={y + height / 2} r="1.8" />
          ) : (
            <circle cx={x + width / 2} cy={y + height + 1.6} r="1.8" />
          )}
        </g>
      ))}
      {drawing.wardrobes.map(([x, y, width, height]) => (
        <path key={`${x}-${y}`} d={`M${x} ${y}h${width}v${height}h${-width}zm0 ${height / 2}h${width}`} />
      ))}
    </g>
  );
}

function Openings({ drawing }: { drawing: RoomDrawing }) {
  return (
    <>
      {drawing.windows.map(([from, to]) => (
        <g key={from}>
          <path d={`M${from} 0H${to}`} strokeWidth="2.4" className="stroke-surface" />
          <path d={`M${from} -0.7H${to}M${from} 0.7H${to}`} strokeWidth="0.5" className="stroke-blue-700" />
        </g>
      ))}
      {drawing.doors.map(([x, y, width, swing]) => (
        <g key={`${x}-${y}`} fill="none">
          <path d={`M${x} ${y}h${width}`} strokeWidth="2.2" className="stroke-surface" />
          <path
            d={`M${x} ${y}v${swing === "up" ? -width : width}a${width} ${width} 0 0 ${swing === "up" ? 1 : 0} ${width} ${swing === "up" ? width : -width}`}
            strokeWidth="0.5"
            className="stroke-muted"
          />
        </g>
      ))}
    </>
  );
}
