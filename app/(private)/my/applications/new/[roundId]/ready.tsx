import type { ReactNode } from "react";
import { applicationFor, type RoundToApplyTo, roundToApplyTo } from "#lib/applications/queries";
import { profileFor } from "#lib/people/queries";
import type { Talent } from "../../../my-page.ts";
import { type Draft, draftOf, EMPTY_DRAFT, readDraft } from "../../draft.ts";
import { ClosedRound, InGroup, ProfileFirst } from "./not-now.tsx";

export type Ready = RoundToApplyTo & { draft: Draft };

/**
 * What every step of applying needs: the round, and the draft in the address or what was sent before. `instead` is the
 * page to show where nobody can apply now, and why.
 */
export async function readyToApply(
  actor: Talent,
  roundId: string,
  search: Record<string, string | undefined>,
): Promise<{ ready: false; instead: ReactNode } | ({ ready: true } & Ready)> {
  const given = await roundToApplyTo(actor, roundId);
  if (!given.open.ok) return { ready: false, instead: <ClosedRound refusal={given.open} /> };
  if (given.joinedId) return { ready: false, instead: <InGroup applicationId={given.joinedId} /> };
  const { complete } = await profileFor(actor, actor.personId);
  if (!complete) return { ready: false, instead: <ProfileFirst /> };
  const draft = readDraft(search, given.categories);
  if (draft || !given.applicationId) return { ready: true, ...given, draft: draft ?? EMPTY_DRAFT };
  return { ready: true, ...given, draft: draftOf(await applicationFor(actor, given.applicationId)) };
}
