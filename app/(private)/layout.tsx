import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { messagesOf } from "#i18n/messages";
import { RootHtml } from "#ui/root-html";
import "../globals.css";

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export async function generateMetadata(): Promise<Metadata> {
  const { brand } = messagesOf(await getLocale()).ui;
  return { title: { default: brand.title, template: `%s · ${brand.name}` }, robots: { index: false } };
}

/** Pages for one person: rendered per request, language by cookie, scripts by the nonce that proxy.ts gives. */
export default async function PrivateLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <RootHtml locale={await getLocale()} nonce={nonce} words>
      {children}
    </RootHtml>
  );
}
