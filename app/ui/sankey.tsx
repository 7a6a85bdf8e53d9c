import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { classes } from "#ui/tone";

export type SankeyNode = { id: string; label: string; amount: string; column: number };
export type SankeyLink = { from: string; to: string; value: number };

const WIDTH = 1000;
const BAR = 14;
/** Beside the last column, for its words. */
const COLUMN_ROOM = 190;
const LEADING = 17;
const fills = ["fill-blue-500", "fill-violet-500", "fill-green-500", "fill-amber-500", "fill-green-700"];

/**
 * Money as bands between places, drawn on the server. A picture only: `label` says what it shows, and the figures stand
 * in a table beside it. Nodes stand in their columns; `value` is anything that adds up.
 */
export function Sankey(props: { label: string; nodes: readonly SankeyNode[]; links: readonly SankeyLink[] }) {
  const { label, nodes, links } = props;
  const columns = Math.max(1, ...nodes.map((node) => node.column));
  const tallest = Math.max(1, ...[...Map.groupBy(nodes, (node) => node.column).values()].map((its) => its.length));
  const height = Math.max(190, tallest * 78);
  const layout = sankey<SankeyNode, object>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeWidth(BAR)
    .nodePadding(40)
    .iterations(32)
    .extent([
      [0, 28],
      [WIDTH - COLUMN_ROOM, height - 28],
    ]);
  const graph = layout({
    nodes: nodes.map((node) => ({ ...node })),
    links: links.map(({ from, to, value }) => ({ source: from, target: to, value })),
  });
  const path = sankeyLinkHorizontal();
  return (
    // On narrow screens the picture keeps its size and scrolls within its frame; the table is read first there.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by the keyboard
    <div className="max-w-full overflow-x-auto rounded-lg border border-line bg-surface p-4" tabIndex={0}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} className="h-auto w-full min-w-180">
        {graph.links.map((link) => (
          <path
            key={`${nodeOf(link.source).id} ${nodeOf(link.target).id}`}
            d={path(link) ?? ""}
            fill="none"
            strokeWidth={Math.max(1, link.width ?? 0)}
            className="stroke-green-500 opacity-25"
          />
        ))}
        {graph.nodes.map((node) => {
          const [x, y, bottom] = [node.x0 ?? 0, node.y0 ?? 0, node.y1 ?? 0];
          const lines = wrapped(node.label, roomOf(columns) - BAR - 14);
          const top = (y + bottom) / 2 - (lines.length * LEADING) / 2 + 5;
          return (
            <g key={node.id}>
              <rect
                x={x}
                y={y}
                width={BAR}
                height={Math.max(1, bottom - y)}
                className={fills[node.column % fills.length]}
              />
              <text x={x + BAR + 6} className="fill-ink text-sm">
                {lines.map((line, index) => (
                  <tspan key={line} x={x + BAR + 6} y={top + index * LEADING}>
                    {line}
                  </tspan>
                ))}
                <tspan x={x + BAR + 6} y={top + lines.length * LEADING} className={amountClass}>
                  {node.amount}
                </tspan>
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const amountClass = classes("tabular fill-muted text-xs");
const nodeOf = (end: unknown): SankeyNode => end as SankeyNode;

/** How wide a column's words may be before they meet the next column. */
const roomOf = (columns: number): number => Math.min(COLUMN_ROOM, (WIDTH - COLUMN_ROOM) / columns);

/** A label in two lines at most, by the width that its characters have at 14 px: Chinese ones are square. */
function wrapped(label: string, room: number): string[] {
  const lines = [""];
  let width = 0;
  for (const piece of label.match(/[ -\u02ff]+?(?:\s+|$)|./gu) ?? []) {
    const wide = [...piece].reduce((sum, char) => sum + (char < "\u0300" ? 7.4 : 14), 0);
    if (width + wide > room && width > 0 && lines.length < 2) {
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += piece;
    width += wide;
  }
  return lines.map((line) => line.trim());
}
