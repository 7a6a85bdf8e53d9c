import { FileText, HandCoins, House, ReceiptText, UserRound } from "lucide-react";
import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { requireActor } from "#door/session";
import { MyShell } from "#ui/my-shell";
import { SignOut } from "../sign-out.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("my"))("title") };
}

export default async function MyLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  if (actor.role !== "talent") forbidden();
  const t = await getTranslations("my.tabs");
  const nav = [
    { href: "/my", label: t("home"), icon: <House size={20} />, exact: true },
    { href: "/my/applications", label: t("applications"), icon: <FileText size={20} /> },
    { href: "/my/subsidy", label: t("subsidy"), icon: <HandCoins size={20} /> },
    { href: "/my/bills", label: t("bills"), icon: <ReceiptText size={20} /> },
    { href: "/my/profile", label: t("profile"), icon: <UserRound size={20} /> },
  ];
  return (
    <MyShell nav={nav} person={actor.name ?? undefined} signOut={<SignOut />}>
      {children}
    </MyShell>
  );
}
