import { getTranslations } from "next-intl/server";
import type { ComponentProps, ReactNode } from "react";
import type { Actor } from "#lib/actor";
import { DeskShell } from "#ui/desk-shell";
import { SignOut } from "./sign-out.tsx";

type Staff = Exclude<Actor, { role: "talent" | "system" }>;

/** The desk of a member of staff: whose it is, by name and role, and the way out. */
export async function Desk({
  actor,
  title,
  nav,
  children,
}: {
  actor: Staff;
  title: string;
  nav: ComponentProps<typeof DeskShell>["nav"];
  children: ReactNode;
}) {
  const role = (await getTranslations("words.roles"))(actor.role);
  return (
    <DeskShell title={title} nav={nav} person={actor.name ?? role} roleName={role} signOut={<SignOut />}>
      {children}
    </DeskShell>
  );
}
