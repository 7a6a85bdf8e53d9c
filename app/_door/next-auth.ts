import { eq } from "drizzle-orm";
import type { NextAuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { transaction } from "#db/client";
import { sessions } from "#db/schema";
import { sessionOf } from "#lib/accounts/queries";
import type { Actor } from "#lib/actor";
import { env } from "#lib/env";
import { sha256 } from "#lib/secrets";

declare module "next-auth" {
  interface Session {
    actor: Actor;
  }
}
declare module "next-auth/adapters" {
  interface AdapterUser {
    actor: Actor;
  }
}

/** The prefix makes browsers refuse the cookie from a sub-domain or over plain http. */
export const sessionCookie = () => {
  const secure = env().origin.startsWith("https:");
  return {
    name: secure ? "__Host-wutong-session" : "wutong-session",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  };
};

/**
 * next-auth reads sessions from our own table, so that deleting a row signs its browser out at once
 * (its JWT sessions, the only kind its credentials providers know, cannot be revoked). Signing in by code or
 * password goes through our commands, which write the row; city identity providers can join under `providers`.
 */
const adapter: Adapter = {
  async getSessionAndUser(token) {
    const found = await sessionOf(token, new Date());
    if (!found) return null;
    const user: AdapterUser = { id: found.actor.userId, email: "", emailVerified: null, actor: found.actor };
    return { session: { sessionToken: token, userId: user.id, expires: found.expiresAt }, user };
  },
  async deleteSession(token) {
    await transaction((tx) => tx.delete(sessions).where(eq(sessions.tokenHash, sha256(token))));
  },
  // A session ends when it was said to end when it began; using it does not lengthen it.
  async updateSession() {
    return null;
  },
};

export const authOptions = (): NextAuthOptions => ({
  adapter,
  providers: [],
  secret: env().secret,
  session: { strategy: "database" },
  cookies: { sessionToken: sessionCookie() },
  pages: { signIn: "/sign-in", signOut: "/my", error: "/sign-in" },
  callbacks: {
    session: ({ session, user }) => ({ expires: session.expires, actor: (user as AdapterUser).actor }),
  },
});
