import {
  Banknote,
  BookOpen,
  CalendarCheck,
  ChartColumn,
  ChartNoAxesCombined,
  DatabaseZap,
  FilePen,
  FlaskConical,
  LayoutDashboard,
  PiggyBank,
  Scale,
  Stamp,
  Undo2,
  UsersRound,
} from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { Desk } from "../desk.tsx";
import { queueNow } from "./_parts/queue.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ui.desk"))("officer") };
}

export default async function OfficerLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "officer" && actor.role !== "auditor") forbidden();
  const t = await getTranslations("officer.nav");
  const { mine } = await queueNow();
  const waiting = (...kinds: readonly string[]) => mine.filter((one) => kinds.includes(one.kind)).length;
  const nav = [
    { href: "/officer", label: t("desk"), icon: <LayoutDashboard size={20} />, exact: true, count: mine.length },
    {
      group: t("groups.act"),
      href: "/officer/settlements",
      label: t("settlements"),
      icon: <Stamp size={20} />,
      count: waiting("settlementCheck", "settlementApproval", "settlementFunding"),
    },
    {
      href: "/officer/payouts",
      label: t("payouts"),
      icon: <Banknote size={20} />,
      count: waiting("payoutFile", "payoutReturned"),
    },
    {
      href: "/officer/corrections",
      label: t("corrections"),
      icon: <FilePen size={20} />,
      count: waiting("correction", "clawback", "writeOff"),
    },
    {
      href: "/officer/refunds",
      label: t("refunds"),
      icon: <Undo2 size={20} />,
      count: waiting("refund"),
    },
    { group: t("groups.figures"), href: "/officer/months", label: t("months"), icon: <ChartColumn size={20} /> },
    { href: "/officer/net-rent", label: t("netRent"), icon: <ChartNoAxesCombined size={20} /> },
    { href: "/officer/budget", label: t("budget"), icon: <PiggyBank size={20} />, count: waiting("budget") },
    { href: "/officer/ledger", label: t("ledger"), icon: <BookOpen size={20} /> },
    { href: "/officer/periods", label: t("periods"), icon: <CalendarCheck size={20} /> },
    { group: t("groups.grounds"), href: "/officer/people", label: t("people"), icon: <UsersRound size={20} /> },
    {
      href: "/officer/registers",
      label: t("registers"),
      icon: <DatabaseZap size={20} />,
      count: waiting("registerImport", "finding"),
    },
    { href: "/officer/schemes", label: t("schemes"), icon: <Scale size={20} /> },
    { href: "/officer/lab", label: t("lab"), icon: <FlaskConical size={20} />, count: waiting("schemeDraft") },
  ];
  const title = (await getTranslations("ui.desk"))("officer");
  return (
    <Desk actor={actor} title={title} nav={nav}>
      {children}
    </Desk>
  );
}
