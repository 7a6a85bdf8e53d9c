import { MessageSquareText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { demoTexts } from "#lib/notices/queries";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { PublicShell } from "#ui/public-shell";
import { demoOnly } from "../demo-only.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.outbox"))("title") };
}

export default async function OutboxPage() {
  await demoOnly();
  const t = await getTranslations("signIn.outbox");
  const texts = await demoTexts();
  const words = await getTranslations("signIn.outbox.texts");
  const demo = await getTranslations("signIn.demo");
  return (
    <PublicShell>
      <div className="page-width pb-10">
        <PageHeader
          look="public"
          title={t("title")}
          lead={t("lead")}
          breadcrumbs={[{ href: "/demo", label: demo("title") }]}
          actions={
            <ButtonLink href="/sign-in" tone="quiet">
              {t("signIn")}
            </ButtonLink>
          }
        />
        {texts.length === 0 ? (
          <EmptyState title={t("empty")} icon={<MessageSquareText aria-hidden size={32} />}>
            {t("emptyText")}
          </EmptyState>
        ) : (
          <ol className="grid max-w-prose gap-4">
            {texts.map(({ id, kind, values, at, phone, secret }) => (
              <li key={id} className="grid gap-1 rounded-lg border border-line bg-surface p-4">
                <p className="flex flex-wrap justify-between gap-x-4 text-muted text-sm">
                  <span className="tabular">{t("to", { phone })}</span>
                  <Instant at={at} look="seconds" />
                </p>
                <p>{textOf(words, kind, { ...values, code: secret ?? "" })}</p>
                {secret && (
                  <p className="tabular font-semibold text-xl tracking-widest" data-code>
                    {secret}
                  </p>
                )}
              </li>
            ))}
          </ol>
        )}
      </div>
    </PublicShell>
  );
}
