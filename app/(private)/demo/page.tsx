import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { type DemoPerson, demoPeople } from "#lib/accounts/demo";
import { demoAccounts } from "#lib/accounts/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { PublicShell } from "#ui/public-shell";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { demoSignInAction } from "./actions.ts";
import { demoOnly } from "./demo-only.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.demo"))("title") };
}

export default async function DemoPage() {
  await demoOnly();
  const t = await getTranslations("signIn.demo");
  const present = await demoAccounts();
  return (
    <PublicShell>
      <div className="page-width grid max-w-page gap-2 pb-10">
        <PageHeader look="public" title={t("title")} lead={t("lead")} />
        {present.length === 0 && (
          <Notice tone="amber" title={t("missing")}>
            {t("missingText")}
          </Notice>
        )}
        <div className="grid gap-x-12 lg:grid-cols-2">
          <Section title={t("talents")}>
            <People people={demoPeople.filter((one) => one.role === "talent")} present={present} />
          </Section>
          <Section title={t("staff")}>
            <People people={demoPeople.filter((one) => one.role !== "talent")} present={present} />
          </Section>
        </div>
        <Section title={t("more")}>
          <div className="flex flex-wrap items-center gap-3">
            <ButtonLink href="/demo/outbox" tone="quiet">
              {t("outbox")}
            </ButtonLink>
            <span className="text-muted text-sm">{t("outboxHint")}</span>
          </div>
        </Section>
      </div>
    </PublicShell>
  );
}

async function People({ people, present }: { people: readonly DemoPerson[]; present: readonly string[] }) {
  const t = await getTranslations("signIn.demo");
  return (
    <ul className="divide-y divide-line border-line border-y">
      {people.map(({ userId, key }) => {
        const of = `people.${key as (typeof demoPeople)[number]["key"]}` as const;
        return (
          <li key={userId} className="flex items-center justify-between gap-4 py-3">
            <div className="min-w-0">
              <p className="font-medium">{t(`${of}.name`)}</p>
              <p className="text-muted text-sm">{t(`${of}.text`)}</p>
            </div>
            <Form action={demoSignInAction} hidden={{ userId }} className="shrink-0">
              <SubmitButton tone="quiet" disabled={!present.includes(userId)}>
                {t("enter")}
                <span className="sr-only"> {t(`${of}.name`)}</span>
              </SubmitButton>
            </Form>
          </li>
        );
      })}
    </ul>
  );
}
