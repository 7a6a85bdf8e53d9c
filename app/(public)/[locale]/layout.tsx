import type { Metadata, Viewport } from "next";
import { notFound } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { isLocale } from "#i18n/locales";
import { messagesOf } from "#i18n/messages";
import { PublicShell } from "#ui/public-shell";
import { RootHtml } from "#ui/root-html";
import "../../globals.css";

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

/** Nothing at build, which has no database: each page is rendered at its first request and kept. */
export const generateStaticParams = () => [];

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  const { brand, footer } = messagesOf(isLocale(locale) ? locale : "zh-CN").ui;
  return { title: { default: brand.title, template: `%s · ${brand.name}` }, description: footer.about };
}

export default async function PublicLayout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  return (
    <RootHtml locale={locale}>
      <PublicShell>{children}</PublicShell>
    </RootHtml>
  );
}
