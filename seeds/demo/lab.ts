import { addMonths } from "#lib/days";
import { newId } from "#lib/ids";
import { makeDraft, saveDraft } from "#lib/lab/commands";
import { draftFor } from "#lib/lab/queries";
import { sentFields } from "#lib/lab/rules-sent";
import type { Calendar } from "./calendar.ts";
import { granted } from "./granted.ts";
import { firstOfficer } from "./staff.ts";

const NAME = "示例：淄博标准用于拾壹梧桐（仅供演示）";

/** A draft that somebody tries out: Zibo's scheme here, without the one condition that asks for what nobody records. */
export async function illustrativeDraft({ month, at }: Calendar): Promise<void> {
  const now = at(month, 4, 10);
  const draftId = newId();
  const fromMonth = addMonths(month, 1);
  const given = { draftId, source: "scheme:zibo", target: "changzhou", name: NAME, fromMonth };
  await granted("a draft", makeDraft(firstOfficer, given, { now }));
  const { revision, scheme, view } = await draftFor(firstOfficer, draftId);
  const { nameZh, nameEn } = scheme;
  const texts = { draftId, revision, name: NAME, nameZh, nameEn, fromMonth, retroactiveReason: "" };
  const unrecorded = view.conditions.filter((one) => one.unrecorded.length > 0);
  const off = Object.fromEntries(unrecorded.map(({ field }) => [field, undefined]));
  await granted("its changes", saveDraft(firstOfficer, texts, sentFields(view, off), { now }));
}
