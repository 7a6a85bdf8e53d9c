import { ScrollText, Users } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { Desk } from "../desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ui.desk"))("admin") };
}

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "admin" && actor.role !== "auditor") forbidden();
  const t = await getTranslations("admin.nav");
  const title = (await getTranslations("ui.desk"))("admin");
  const nav = [
    { href: "/admin", label: t("staff"), icon: <Users size={20} />, exact: true },
    { href: "/admin/audit", label: t("audit"), icon: <ScrollText size={20} /> },
  ];
  return (
    <Desk actor={actor} title={title} nav={nav}>
      {children}
    </Desk>
  );
}
