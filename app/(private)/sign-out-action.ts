"use server";

import { redirect } from "next/navigation";
import { endSession } from "#door/session";

/** Ends the session on the server too, so that the old cookie opens nothing. */
export async function signOutAction(): Promise<void> {
  await endSession();
  redirect("/");
}
