import { TabsNav } from "#ui/tabs-nav";

/** Lines of a table file by what became of them: only what there is, each with its count. */
export function StateTabs<State extends string>({
  base,
  label,
  all,
  states,
  current,
  counts,
  textOf,
}: {
  base: string;
  label: string;
  all: string;
  states: readonly State[];
  current: State | undefined;
  counts: Partial<Record<State, number>>;
  textOf: (state: State) => string;
}) {
  const there = states.filter((state) => counts[state]);
  return (
    <TabsNav
      label={label}
      tabs={[
        {
          href: base,
          label: all,
          count: states.reduce((sum, state) => sum + (counts[state] ?? 0), 0),
          current: current === undefined,
        },
        ...there.map((state) => ({
          href: `${base}?state=${state}`,
          label: textOf(state),
          count: counts[state],
          current: state === current,
        })),
      ]}
    />
  );
}

/** The address of a page of the lines. */
export const pageHref =
  (base: string, state: string | undefined) =>
  (page: number): string =>
    `${base}?${new URLSearchParams({ ...(state ? { state } : {}), page: String(page) })}`;
