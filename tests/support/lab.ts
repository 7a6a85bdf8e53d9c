import type { DraftPage } from "#lib/lab/queries";

/** Every field of a draft's page as a browser would send it, with single ones changed; undefined: not ticked, not sent. */
export function fieldsOf(draft: DraftPage, change: Record<string, string | undefined> = {}): Record<string, string> {
  const { parts, conditions, others } = draft.view;
  const parameters = [
    ...parts.flatMap((part) => part.amounts.map((amount) => amount.parameter)),
    ...conditions.flatMap((condition) => condition.parameter ?? []),
    ...others,
  ];
  const fields: Record<string, string | undefined> = {};
  for (const one of [...parts.filter((part) => !part.over), ...conditions]) if (one.on) fields[one.field] = "on";
  for (const { rows } of parameters)
    for (const row of rows) {
      if (row.fromField) fields[row.fromField] = row.from;
      fields[row.toField] = row.to ?? "";
      for (const leaf of row.leaves) fields[leaf.field] = leaf.text;
      for (const word of row.words) if (word.on) fields[word.field] = "on";
    }
  return Object.fromEntries(
    Object.entries({ ...fields, ...change }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export const textsOf = ({ id, revision, name, scheme, fromMonth, retroactiveReason }: DraftPage) => ({
  draftId: id,
  revision,
  name,
  nameZh: scheme.nameZh,
  nameEn: scheme.nameEn,
  fromMonth,
  retroactiveReason: retroactiveReason ?? "",
});
