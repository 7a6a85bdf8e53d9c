"use server";

import { refresh } from "next/cache";
import { formAction } from "#door/action";
import type { Actor } from "#lib/actor";
import { type Decision, grant } from "#lib/errors";
import { type ProfileForm, saveProfile } from "#lib/people/commands";
import { educationForm, homeForm, identityForm, workForm } from "#lib/people/forms";
import { profileFor } from "#lib/people/queries";
import { nextMissing, type ProfileStep } from "./steps.ts";

type Saved = { next: ProfileStep | null };
type Back = { back?: string | undefined };

const save =
  (step: ProfileStep) =>
  async (actor: Actor, { back: _back, ...form }: ProfileForm & Back): Promise<Decision<Saved>> => {
    const now = new Date();
    const decision = await saveProfile(actor, form, { now });
    if (!decision.ok) {
      // The page takes the newer version along, so that sending what is still typed saves it.
      if (decision.reason === "profile-changed-meanwhile") refresh();
      return decision;
    }
    const { missing } = await profileFor(actor, actor.personId ?? "", now);
    return grant({ next: nextMissing(missing, step) });
  };

const to = ({ back }: Back, { next }: Saved) =>
  back ?? (next ? `/my/profile/${next}` : "/my/profile?notice=profile-saved");

export const saveIdentityAction = formAction(identityForm, save("identity"), { to });
export const saveEducationAction = formAction(educationForm, save("education"), { to });
export const saveWorkAction = formAction(workForm, save("work"), { to });
export const saveHomeAction = formAction(homeForm, save("home"), { to });
