import { ScrollText, Users } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { DeskShell } from "#ui/desk-shell";
import { SignOut } from "../sign-out.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ui.desk"))("admin") };
}

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "admin" && actor.role !== "auditor") forbidden();
  const t = await getTranslations("admin.nav");
  const words = await getTranslations("words.roles");
  const title = (await getTranslations("ui.desk"))("admin");
  const nav = [
    { href: "/admin", label: t("staff"), icon: <Users size={20} />, exact: true },
    { href: "/admin/audit", label: t("audit"), icon: <ScrollText size={20} /> },
  ];
  return (
    <DeskShell title={title} nav={nav} person={actor.name ?? ""} roleName={words(actor.role)} signOut={<SignOut />}>
      {children}
    </DeskShell>
  );
}
