import { Building2, CalendarCheck, FileSignature, Gauge, Landmark, ReceiptText, Shuffle } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { Desk } from "../desk.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ui.desk"))("operator") };
}

/** The operator's desk; auditors read here and change nothing. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "operator" && actor.role !== "auditor") forbidden();
  const t = await getTranslations("operator.nav");
  const desk = await getTranslations("ui.desk");
  const nav = [
    { href: "/operator", label: t("today"), icon: <CalendarCheck size={18} />, exact: true },
    { href: "/operator/units", label: t("units"), icon: <Building2 size={18} /> },
    { href: "/operator/rounds", label: t("rounds"), icon: <Shuffle size={18} /> },
    { href: "/operator/leases", label: t("leases"), icon: <FileSignature size={18} /> },
    { href: "/operator/months", label: t("months"), icon: <ReceiptText size={18} /> },
    { href: "/operator/meters", label: t("meters"), icon: <Gauge size={18} /> },
    { href: "/operator/payments", label: t("payments"), icon: <Landmark size={18} /> },
  ];
  return (
    <Desk actor={actor} title={desk("operator")} nav={nav}>
      {children}
    </Desk>
  );
}
