import type { DraftPage } from "#lib/lab/queries";
import { sentFields } from "#lib/lab/rules-sent";

/** What a draft's page sends besides its texts, with single fields changed. */
export const fieldsOf = (draft: DraftPage, change: Record<string, string | undefined> = {}) =>
  sentFields(draft.view, change);

export const textsOf = ({ id, revision, name, scheme, fromMonth, retroactiveReason }: DraftPage) => ({
  draftId: id,
  revision,
  name,
  nameZh: scheme.nameZh,
  nameEn: scheme.nameEn,
  fromMonth,
  retroactiveReason: retroactiveReason ?? "",
});
