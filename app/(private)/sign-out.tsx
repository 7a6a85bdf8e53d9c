import { LogOut } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { SubmitButton } from "#ui/submit-button";
import { signOutAction } from "./sign-out-action.ts";

/** The form by which one leaves, for the heads of the shells. */
export async function SignOut() {
  const t = await getTranslations("signIn");
  return (
    <form action={signOutAction}>
      <SubmitButton tone="link" size="sm" icon={<LogOut aria-hidden size={16} />}>
        {t("signOut")}
      </SubmitButton>
    </form>
  );
}
