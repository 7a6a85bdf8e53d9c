import { BookOpen, FlaskConical, LayoutDashboard, Scale, Stamp, Undo2 } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { refundsToDecide } from "#lib/billing/refund-queries";
import { draftsToDecide } from "#lib/lab/queries";
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
    {
      href: "/officer/refunds",
      label: t("refunds"),
      icon: <Undo2 size={20} />,
      count: await refundsToDecide(actor),
    },
    { href: "/officer/ledger", label: t("ledger"), icon: <BookOpen size={20} /> },
    { href: "/officer/lab", label: t("lab"), icon: <FlaskConical size={20} />, count: await draftsToDecide(actor) },
    { href: "/officer/schemes", label: t("schemes"), icon: <Scale size={20} /> },
  ];
  const title = (await getTranslations("ui.desk"))("officer");
  return (
    <Desk actor={actor} title={title} nav={nav}>
      {children}
    </Desk>
  );
}
