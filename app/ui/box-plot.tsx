export type Box = { id: string; label: string; low: number; q1: number; median: number; q3: number; high: number };

const WIDTH = 1000;
const ROW = 34;
const LABEL = 300;

/** The five marks of a spread on one scale, a row a group. A picture only; the figures stand in a table beside it. */
export function BoxPlot({
  label,
  boxes,
  scale,
}: {
  label: string;
  boxes: readonly Box[];
  scale: (value: number) => string;
}) {
  const most = Math.max(1, ...boxes.map((box) => box.high));
  const x = (value: number) => LABEL + ((WIDTH - LABEL - 60) * value) / most;
  const height = boxes.length * ROW + 30;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by the keyboard
    <div className="max-w-full overflow-x-auto rounded-lg border border-line bg-surface p-4" tabIndex={0}>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label} className="h-auto w-full min-w-160">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={0} y2={height - 24} className="stroke-line" />
            <text x={x(tick)} y={height - 6} textAnchor="middle" className="tabular fill-muted text-xs">
              {scale(tick)}
            </text>
          </g>
        ))}
        {boxes.map((box, index) => {
          const middle = index * ROW + ROW / 2;
          return (
            <g key={box.id}>
              <text x={LABEL - 12} y={middle + 5} textAnchor="end" className="fill-ink text-sm">
                {box.label}
              </text>
              <line x1={x(box.low)} x2={x(box.high)} y1={middle} y2={middle} className="stroke-line-strong stroke-2" />
              <rect
                x={x(box.q1)}
                width={Math.max(3, x(box.q3) - x(box.q1))}
                y={middle - 8}
                height={16}
                className="fill-green-100 stroke-green-500"
              />
              <line
                x1={x(box.median)}
                x2={x(box.median)}
                y1={middle - 10}
                y2={middle + 10}
                className="stroke-3 stroke-green-700"
              />
            </g>
          );
        })}
      </svg>
    </div>
  );
}
