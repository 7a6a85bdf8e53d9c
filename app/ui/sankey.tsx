import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { classes } from "#ui/tone";

export type SankeyNode = { id: string; label: string; amount: string; column: number };
export type SankeyLink = { from: string; to: string; value: number };

const WIDTH = 1000;
const BAR = 14;
const COLUMN_ROOM = 150;
const fills = ["fill-blue-500", "fill-violet-500", "fill-green-500", "fill-amber-500", "fill-green-700"];

/**
 * Money as bands between places, drawn on the server. A picture only: `label` says what it shows, and the figures stand
 * in a table beside it. Nodes stand in their columns; `value` is anything that adds up.
 */
export function Sankey(props: { label: string; nodes: readonly SankeyNode[]; links: readonly SankeyLink[] }) {
  const { label, nodes, links } = props;
  const tallest = Math.max(1, ...[...Map.groupBy(nodes, (node) => node.column).values()].map((its) => its.length));
  const height = Math.max(160, tallest * 62);
  const layout = sankey<SankeyNode, object>()
    .nodeId((node) => node.id)
    .nodeAlign((node) => node.column)
    .nodeWidth(BAR)
    .nodePadding(26)
    .iterations(32)
    .extent([
      [0, 14],
      [WIDTH - COLUMN_ROOM, height - 14],
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
          const tall = bottom - y >= 30;
          const middle = (y + bottom) / 2;
          return (
            <g key={node.id}>
              <rect
                x={x}
                y={y}
                width={BAR}
                height={Math.max(1, bottom - y)}
                className={fills[node.column % fills.length]}
              />
              <text x={x + BAR + 6} y={tall ? middle - 3 : middle + 4} className="fill-ink text-sm">
                {node.label}
                {!tall && <tspan className={amountClass}> {node.amount}</tspan>}
              </text>
              {tall && (
                <text x={x + BAR + 6} y={middle + 15} className={amountClass}>
                  {node.amount}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

const amountClass = classes("tabular fill-muted text-xs");
const nodeOf = (end: unknown): SankeyNode => end as SankeyNode;
