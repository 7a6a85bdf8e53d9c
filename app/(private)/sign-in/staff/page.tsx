import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Form, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { TextLink } from "#ui/text-link";
import { passwordAction } from "../actions.ts";
import { leaveIfSignedIn, one } from "../already.ts";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.staff"))("title") };
}

export default async function StaffSignInPage({ searchParams }: Props) {
  const next = one((await searchParams).next);
  await leaveIfSignedIn(next);
  const t = await getTranslations("signIn.staff");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Form action={passwordAction} hidden={{ next }}>
        <FormText name="email" label={t("email")} type="email" autoComplete="username" spellCheck={false} />
        <FormText name="password" label={t("password")} type="password" autoComplete="current-password" />
        <div>
          <SubmitButton size="lg" wide>
            {t("submit")}
          </SubmitButton>
        </div>
      </Form>
      <p className="border-line border-t pt-4">
        <TextLink href="/sign-in" look="touch">
          {t("talent")}
        </TextLink>
      </p>
    </>
  );
}
