import { LayoutDashboard, Scale, Stamp } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { settlementList } from "#lib/subsidy/queries";
import { Desk } from "../desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ui.desk"))("officer") };
}

export default async function OfficerLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "officer" && actor.role !== "auditor") forbidden();
  const t = await getTranslations("officer.nav");
  const waiting = (await settlementList(actor)).filter((batch) => batch.mine).length;
  const nav = [
    { href: "/officer", label: t("desk"), icon: <LayoutDashboard size={20} />, exact: true },
    { href: "/officer/settlements", label: t("settlements"), icon: <Stamp size={20} />, count: waiting },
    { href: "/officer/schemes", label: t("schemes"), icon: <Scale size={20} /> },
  ];
  const title = (await getTranslations("ui.desk"))("officer");
  return (
    <Desk actor={actor} title={title} nav={nav}>
      {children}
    </Desk>
  );
}
