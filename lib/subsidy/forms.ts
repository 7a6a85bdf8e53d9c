import { z } from "zod";
import { type LineFilter, settlementFilters } from "./lines.ts";

const settlementId = z.string().max(40);
/** What the officer was shown: SHA-256 in hex. */
const contentHash = z.string().regex(/^[0-9a-f]{64}$/, "invalid");

export const checkForm = z.strictObject({ settlementId, contentHash });
export const approveForm = z.strictObject({
  settlementId,
  contentHash,
  /** Why it is approved though a budget does not suffice; asked for only then. */
  overBudget: z.string().trim().max(200, "too-long").optional(),
});
export const returnForm = z.strictObject({
  settlementId,
  reason: z.string().trim().min(1, "required").max(500, "too-long"),
});

/** The filters of a batch's page, as its address and its forms have them. */
const filterFields = {
  filter: z.enum(settlementFilters).optional().catch(undefined),
  class: z.string().max(80).optional(),
  building: z.coerce.number().int().min(0).optional().catch(undefined),
  change: z.enum(["new", "more", "less", "stopped", "same"]).optional().catch(undefined),
  code: z.string().max(80).optional(),
  q: z.string().max(80).optional(),
};
type FilterTexts = { [K in keyof typeof filterFields]?: string | number };

/** Reads filters from an address or a form; what cannot be is not asked. */
export function lineFilterOf(texts: Readonly<Record<string, unknown>>): LineFilter {
  const told = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== "" && text !== undefined));
  const { filter, class: schemeClass, building, change, code, q } = z.object(filterFields).parse(told);
  return { view: filter, schemeClass, buildingNo: building, change, reason: code, q };
}

/** The other way round, for links and hidden fields; what is not asked is not in it. */
export function filterTexts({ view, schemeClass, buildingNo, change, reason, q }: LineFilter): FilterTexts {
  const texts = { filter: view, class: schemeClass, building: buildingNo, change, code: reason, q };
  return Object.fromEntries(
    Object.entries(texts).filter(
      ([key, text]) => text !== undefined && text !== "" && !(key === "filter" && text === "all"),
    ),
  );
}

const chosen = {
  settlementId,
  contentHash,
  /** `ticked`: the lines with a tick; `found`: all that the filters find. */
  scope: z.enum(["ticked", "found"], "choose"),
  offsetIds: z.array(z.string().max(40)).max(5000),
  ...filterFields,
};
export const holdForm = z.strictObject({
  ...chosen,
  reason: z.string().trim().min(1, "required").max(200, "too-long"),
});
export const releaseForm = z.strictObject(chosen);

type ChosenForm = z.output<typeof releaseForm>;
/** What a form means, as the commands take it. */
export const chosenOf = ({ settlementId: id, contentHash: seenHash, scope, offsetIds, ...filter }: ChosenForm) => ({
  settlementId: id,
  seenHash,
  ...(scope === "ticked" ? { offsetIds } : { filter: lineFilterOf(filter) }),
});
