import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { choosingFor } from "#lib/choosing/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { passAction } from "../../actions.ts";

export default myPage<{ roundId: string }>("choosing.pass", async ({ actor, params }) => {
  const { round, turn } = await choosingFor(actor, params.roundId);
  const back = `/my/choosing/${round.id}`;
  if (turn.status !== "waiting") redirect(back);
  const t = await getTranslations("choosing");
  return (
    <div className="mx-auto max-w-form">
      <PageHeader breadcrumbs={[{ href: back, label: t("title") }]} title={t("pass.title")} lead={t("pass.text")} />
      <Form action={passAction} hidden={{ roundId: round.id }}>
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger" wide>
            {t("pass.confirm")}
          </SubmitButton>
          <ButtonLink href={back} tone="quiet" wide>
            {t("pass.back")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
