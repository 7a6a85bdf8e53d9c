import type { Day } from "../days.ts";
import type { DraftView, ParameterView } from "./rules-view.ts";

/** One thing that a draft says differently from what it began with. */
export type DraftChange =
  | { kind: "value"; parameter: ParameterView; path: string[]; was: string; now: string; from: Day }
  | { kind: "words"; parameter: ParameterView; added: string[]; dropped: string[]; from: Day }
  | { kind: "period"; parameter: ParameterView; from: Day; to: Day | null }
  | { kind: "off"; of: "part" | "condition"; id: string };

/** Everything that a draft changes, parts and conditions that it switches off first. */
export function changesIn({ parts, conditions, others }: DraftView): DraftChange[] {
  const parameters = [
    ...parts.flatMap((part) => part.amounts.map((amount) => amount.parameter)),
    ...conditions.flatMap((condition) => condition.parameter ?? []),
    ...others,
  ];
  return [
    ...parts.filter((one) => !one.on && !one.over).map(({ id }) => ({ kind: "off", of: "part", id }) as const),
    ...conditions.filter((one) => !one.on).map(({ code }) => ({ kind: "off", of: "condition", id: code }) as const),
    ...parameters.flatMap(changesOf),
  ];
}

function changesOf(parameter: ParameterView): DraftChange[] {
  return parameter.rows.flatMap(({ from, to, leaves, words, moved }): DraftChange[] => {
    const [added, dropped] = [words.filter((one) => one.on && !one.was), words.filter((one) => !one.on && one.was)];
    const names = (list: typeof words) => list.map((one) => one.word);
    return [
      ...leaves.flatMap(({ path, text: now, was }) =>
        was === null ? [] : [{ kind: "value", parameter, path, was, now, from } as const],
      ),
      ...(added.length + dropped.length > 0
        ? [{ kind: "words", parameter, added: names(added), dropped: names(dropped), from } as const]
        : []),
      ...(moved ? [{ kind: "period", parameter, from, to } as const] : []),
    ];
  });
}
