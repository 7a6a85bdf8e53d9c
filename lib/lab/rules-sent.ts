import type { Fields } from "./rules-fields.ts";
import type { DraftView } from "./rules-view.ts";

/** Every field of a draft's form as it is sent when nothing is changed; `change` changes single ones, undefined is a box that is not ticked. */
export function sentFields(
  { parts, conditions, others }: DraftView,
  change: Readonly<Record<string, string | undefined>> = {},
): Fields {
  const rows = [
    ...parts.flatMap((part) => part.amounts.map((amount) => amount.parameter)),
    ...conditions.flatMap((condition) => condition.parameter ?? []),
    ...others,
  ].flatMap((parameter) => parameter.rows);
  const ticked = [...parts.filter((part) => !part.over), ...conditions, ...rows.flatMap((row) => row.words)];
  const fields: [string, string | undefined][] = [
    ...ticked.filter((one) => one.on).map(({ field }): [string, string] => [field, "on"]),
    ...rows.flatMap(({ fromField, from, toField, to, leaves }): [string, string][] => [
      ...(fromField ? [[fromField, from] as [string, string]] : []),
      [toField, to ?? ""],
      ...leaves.map(({ field, text }): [string, string] => [field, text]),
    ]),
    ...Object.entries(change),
  ];
  const sent = new Map(fields);
  return Object.fromEntries([...sent].filter((entry): entry is [string, string] => entry[1] !== undefined));
}
