type Width = { key: string; numeric?: boolean; short?: boolean; wideOnly?: boolean };

/**
 * The columns whose cells take half a line on phones: short ones that stand next to each other, two by two. One that is left
 * over has a line of its own, as everything else; so the values stay under each other.
 */
export function pairsOf(columns: readonly Width[]): ReadonlySet<string> {
  const halves = new Set<string>();
  let waiting: string | null = null;
  for (const { key, numeric = false, short = numeric } of columns.filter(({ wideOnly }) => !wideOnly)) {
    if (!short) waiting = null;
    else if (waiting === null) waiting = key;
    else {
      halves.add(waiting).add(key);
      waiting = null;
    }
  }
  return halves;
}
