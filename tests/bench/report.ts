/** One measurement against its floor, both made in the same run on the same machine. */
export type Measured = {
  what: string;
  unit: string;
  ours: number;
  floor: number;
  /** how many times the floor's work ours costs: 1 is as good as it gets */
  ratio: number;
  /** what else is worth knowing: sizes, counts, spread */
  notes: Record<string, number | string>;
};

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** The most memory that this process has held, in MB. */
export const peakMemoryMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** A small table for people, then a JSON line each for programs. */
export function print(measured: readonly Measured[]): void {
  const head = ["", "ours", "floor", "ratio", "notes"];
  const rows = measured.map(({ what, unit, ours, floor, ratio, notes }) => [
    what,
    `${rounded(ours)} ${unit}`,
    `${rounded(floor)} ${unit}`,
    ratio.toFixed(2),
    Object.entries(notes)
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  ]);
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  process.stdout.write(`${[head, ...rows].map((row) => line(row).trimEnd()).join("\n")}\n\n`);
  for (const one of measured) process.stdout.write(`${JSON.stringify(one)}\n`);
}
