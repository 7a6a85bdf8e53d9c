import { KeyRound, LayoutDashboard } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { homeOf, requireActor } from "#door/session";
import { Desk } from "../desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.account"))("title") };
}

/** A staff member's own account, whichever desk they work at; talents have their phone instead of a password. */
export default async function AccountLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role === "talent" || actor.role === "system") forbidden();
  const t = await getTranslations("signIn.account");
  const desk = await getTranslations("ui.desk");
  const home = homeOf[actor.role];
  const homeDesk = actor.role === "auditor" ? "operator" : actor.role;
  const nav = [
    { href: home, label: desk(homeDesk), icon: <LayoutDashboard size={20} />, exact: true },
    { href: "/account", label: t("title"), icon: <KeyRound size={20} />, exact: true },
  ];
  return (
    <Desk actor={actor} title={t("title")} nav={nav}>
      {children}
    </Desk>
  );
}
