import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { type Started, signOut } from "#lib/accounts/commands";
import type { Actor } from "#lib/actor";
import { authOptions, sessionCookie } from "./next-auth.ts";

/** Who is asking, null when nobody is signed in; looked up once a request. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const carried = (await cookies()).has(sessionCookie().name);
  return carried ? ((await getServerSession(authOptions()))?.actor ?? null) : null;
});

/** Who is asking; sends those who are not signed in to the sign-in page and back afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor) return actor;
  const path = (await headers()).get("x-wutong-path") ?? "/my";
  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/** The token of the request's session, empty when it carries none. */
export const currentToken = async (): Promise<string> => (await cookies()).get(sessionCookie().name)?.value ?? "";

/** Gives the browser the session that a sign-in started. */
export async function carrySession(started: Started): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, started.token, { ...options, expires: started.expiresAt });
}

/** Ends the request's session on the server and in the browser. */
export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie();
  const jar = await cookies();
  const token = jar.get(name)?.value;
  const actor = await currentActor();
  if (actor && token) await signOut(actor, token, { now: new Date() });
  jar.set(name, "", { ...options, expires: new Date(0) });
}

export const homeOf: Record<Exclude<Actor["role"], "system">, string> = {
  talent: "/my",
  operator: "/operator",
  officer: "/officer",
  admin: "/admin",
  auditor: "/operator",
};

/** Where to go after signing in: a path on this site that was asked for, else the role's own desk. */
export function pathAfterSignIn(next: string | undefined, role: Exclude<Actor["role"], "system">): string {
  const safe = next !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(next);
  return safe ? next : homeOf[role];
}
