import type { labFor } from "#lib/lab/queries";
import type { Option } from "#ui/select";

type Lab = Awaited<ReturnType<typeof labFor>>;

/** What can be compared, as the options of a select: what is in force, drafts, other cities. */
export function sideOptions(lab: Lab, words: { live: string; nameOf: (row: Named) => string }): Option[] {
  return [
    { value: "live", label: words.live },
    ...lab.drafts.map(({ id, name }) => ({ value: `draft:${id}`, label: name })),
    ...[...lab.cities, ...lab.plan.filter((one) => one.file).map((one) => ({ ...one, name: one.id }))].map((one) => ({
      value: `scheme:${one.name}`,
      label: words.nameOf(one),
    })),
  ];
}

type Named = { nameZh: string; nameEn: string };
