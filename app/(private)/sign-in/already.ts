import { redirect } from "next/navigation";
import { currentActor, pathAfterSignIn } from "#door/session";

/** Whoever is signed in already has nothing to do on a sign-in page. */
export async function leaveIfSignedIn(next: string | undefined): Promise<void> {
  const actor = await currentActor();
  if (actor && actor.role !== "system") redirect(pathAfterSignIn(next, actor.role));
}

/** One value of a query that may be given several times. */
export const one = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;
