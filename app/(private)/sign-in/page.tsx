import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { env } from "#lib/env";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { requestCodeAction } from "./actions.ts";
import { leaveIfSignedIn, one } from "./already.ts";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.talent"))("title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const next = one((await searchParams).next);
  await leaveIfSignedIn(next);
  const t = await getTranslations("signIn.talent");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Form action={requestCodeAction} hidden={{ next }}>
        <FormText
          name="phone"
          label={t("phone")}
          hint={t("phoneHint")}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={20}
        />
        <div>
          <SubmitButton size="lg" wide>
            {t("send")}
          </SubmitButton>
        </div>
      </Form>
      <ul className="flex flex-wrap gap-x-6 border-line border-t pt-4">
        <li>
          <TextLink href="/sign-in/staff" look="touch">
            {t("staff")}
          </TextLink>
        </li>
        {env().demo && (
          <li>
            <TextLink href="/demo" look="touch">
              {t("demo")}
            </TextLink>
          </li>
        )}
      </ul>
    </>
  );
}
