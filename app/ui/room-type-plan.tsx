"use client";

import { useTranslations } from "next-intl";
import { type Box, type RoomDrawing, type RoomTypeId, roomDrawings } from "./room-type-drawings.ts";

const margin = 4;

/**
 * A client part so that a page carries the type's id beside the drawing's markup, not the drawing once more.
 * A sketch of a room type from above; `type` is the room type's id, an unknown one draws nothing.
 */
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
  return (
    <g strokeWidth="0.9" textAnchor="middle" dominantBaseline="central">
      {kinds.map(({ boxes, look, name }) => (
        <g key={look}>
          {boxes.length > 0 && <path d={boxes.map(outline).join("")} fill="none" className={look} />}
          {name &&
            boxes.map(([x, y, width, height]) => (
              <text key={`${x}-${y}`} x={x + width / 2} y={y + height / 2} className="fill-muted text-[4px]">
                {name}
              </text>
            ))}
        </g>
      ))}
    </g>
  );
}

const outline = ([x, y, width, height]: Box) => `M${x} ${y}h${width}v${height}h${-width}z`;

function Furniture({ drawing }: { drawing: RoomDrawing }) {
  return (
    <g strokeWidth="0.6" className="fill-paper stroke-muted">
      <g className="fill-green-100 stroke-green-700">
        {drawing.beds.map(([x, y, width, height]) => (
          <rect key={`${x}-${y}`} x={x} y={y} width={width} height={height} rx="1" />
        ))}
        <g className="fill-surface">
          {drawing.beds.map(([x, y, width]) => (
            <rect key={`${x}-${y}`} x={x + 1.5} y={y + 1.5} width={width - 3} height="4" rx="1.2" />
          ))}
        </g>
        <path d={drawing.beds.map(([x, y, width]) => `M${x} ${y + 8.5}h${width}`).join("")} />
      </g>
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
      <path d={drawing.wardrobes.map((box) => `${outline(box)}m0 ${box[3] / 2}h${box[2]}`).join("")} />
    </g>
  );
}

/** Windows in the upper wall; doors with the way they swing. */
function Openings({ drawing: { windows, doors } }: { drawing: RoomDrawing }) {
  const panes = windows.map(([from, to]) => `M${from} -0.7H${to}M${from} 0.7H${to}`);
  const swings = doors.map(([x, y, width, swing]) => {
    const [leaf, turn] = swing === "up" ? [-width, 1] : [width, 0];
    return `M${x} ${y}v${leaf}a${width} ${width} 0 0 ${turn} ${width} ${-leaf}`;
  });
  return (
    <g fill="none" strokeWidth="0.5">
      <g strokeWidth="2.3" className="stroke-surface">
        <path d={windows.map(([from, to]) => `M${from} 0H${to}`).join("")} />
        <path d={doors.map(([x, y, width]) => `M${x} ${y}h${width}`).join("")} />
      </g>
      <path d={panes.join("")} className="stroke-blue-700" />
      <path d={swings.join("")} className="stroke-muted" />
    </g>
  );
}
