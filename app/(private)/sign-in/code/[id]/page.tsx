import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { codePhoneEnding } from "#lib/accounts/queries";
import { env } from "#lib/env";
import { ButtonLink } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { TextLink, textLinkClass } from "#ui/text-link";
import { enterCodeAction } from "../../actions.ts";
import { leaveIfSignedIn, one } from "../../already.ts";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.code"))("title") };
}

export default async function CodePage({ params, searchParams }: Props) {
  const { id } = await params;
  const next = one((await searchParams).next);
  await leaveIfSignedIn(next);
  const t = await getTranslations("signIn.code");
  const ending = await codePhoneEnding(id);
  const again = `/sign-in${next ? `?next=${encodeURIComponent(next)}` : ""}`;
  if (ending === null) {
    return (
      <>
        <PageHeader title={t("title")} />
        <EmptyState title={t("gone")} action={<ButtonLink href={again}>{t("back")}</ButtonLink>}>
          {t("goneText")}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { ending })} />
      <Form action={enterCodeAction} hidden={{ codeId: id, next }}>
        <FormText
          name="code"
          label={t("code")}
          hint={t("codeHint")}
          width="sm"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          spellCheck={false}
        />
        <div>
          <SubmitButton size="lg" wide>
            {t("submit")}
          </SubmitButton>
        </div>
      </Form>
      <ul className="flex flex-wrap gap-x-6 border-line border-t pt-4">
        <li>
          <TextLink href={again} look="touch">
            {t("again")}
          </TextLink>
        </li>
        {env().demo && (
          <li>
            <a href="/demo/outbox" target="_blank" rel="noreferrer" className={textLinkClass({ look: "touch" })}>
              {t("outbox")}
            </a>
          </li>
        )}
      </ul>
    </>
  );
}
