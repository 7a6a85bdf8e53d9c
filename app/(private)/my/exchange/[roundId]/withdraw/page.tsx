import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { exchangeFor } from "#lib/exchange/queries";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { withdrawExchangeAction } from "../../actions.ts";

export default myPage<{ roundId: string }>("exchange.submit", async ({ actor, params }) => {
  const { application, round, open } = await exchangeFor(actor, params.roundId);
  const back = `/my/exchange/${round.id}`;
  if (!application?.mine || application.status !== "submitted" || !open) redirect(back);
  const t = await getTranslations("exchange.withdraw");
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader title={t("title")} lead={t("lead", { receiptNo: application.receiptNo })} />
      <Form action={withdrawExchangeAction} hidden={{ roundId: round.id, applicationId: application.id }}>
        <div className="flex flex-wrap gap-3">
          <SubmitButton tone="danger" wide>
            {t("confirm")}
          </SubmitButton>
          <ButtonLink href={back} tone="quiet" wide>
            {t("keep")}
          </ButtonLink>
        </div>
      </Form>
    </div>
  );
});
