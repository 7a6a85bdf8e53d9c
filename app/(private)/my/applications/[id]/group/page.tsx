import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type ApplicationView, applicationFor, type GroupPerson } from "#lib/applications/queries";
import { inviteText } from "#lib/applications/rules-group";
import { env } from "#lib/env";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { textLinkClass } from "#ui/text-link";
import { Done } from "../../../../done.tsx";
import { myPage } from "../../../my-page.ts";
import { instantText } from "../../../texts.ts";
import { inviteAction, removeMemberAction } from "../../actions.ts";
import { People } from "../together.tsx";

/** The leader's page: the code that others join by, and who has joined. */
export default myPage<{ id: string }>("application.invite", async ({ actor, params, search }) => {
  const application = await applicationFor(actor, params.id);
  const back = `/my/applications/${application.id}`;
  const { round, people, leads, canChange, status } = application;
  if (!leads || !canChange || status !== "submitted" || round.largestGroup < 2) redirect(back);
  const t = await getTranslations("applications.group");
  const title = await getTranslations("my.application");
  const date = instantText(await getLocale(), round.closesAt);
  return (
    <div className="mx-auto max-w-prose">
      <PageHeader
        breadcrumbs={[{ href: back, label: title("title") }]}
        title={t("title")}
        lead={t("pageLead", { most: round.largestGroup, date })}
      />
      <Done texts="my" notice={search.notice} />
      <Invitation application={application} />
      <Section title={t("people", { count: people.length, most: round.largestGroup })}>
        <People people={people} />
        {people.slice(1).map((person) => (
          <Remove key={person.personId} applicationId={application.id} person={person} />
        ))}
        {people.length > 1 && <Notice tone="amber">{t("checkWishes")}</Notice>}
      </Section>
      <ButtonLink href={`/my/applications/new/${round.id}`} tone="quiet">
        {title("edit")}
      </ButtonLink>
    </div>
  );
});

async function Invitation({ application }: { application: ApplicationView }) {
  const t = await getTranslations("applications.group");
  const { id, inviteCode } = application;
  if (inviteCode === null) {
    return (
      <Section title={t("inviteTitle")} lead={t("inviteLead")}>
        <Change applicationId={id} change="open" label={t("open")} />
      </Section>
    );
  }
  const code = inviteText(inviteCode);
  return (
    <Section title={t("inviteTitle")} lead={t("inviteOpen")}>
      <div className="grid gap-2 rounded-lg border border-line bg-surface p-4">
        <p className="text-muted text-sm">{t("code")}</p>
        <p className="tabular select-all font-semibold text-xl">{code}</p>
        <p className="text-muted text-sm">{t("link")}</p>
        <p className="select-all break-all">{`${env().origin}/my/groups/${code}`}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <Change applicationId={id} change="renew" label={t("renew")} />
        <Change applicationId={id} change="close" label={t("close")} />
      </div>
      <p className="text-muted text-sm">{t("renewHint")}</p>
    </Section>
  );
}

function Change(props: { applicationId: string; change: "open" | "renew" | "close"; label: string }) {
  const { applicationId, change, label } = props;
  return (
    <Form action={inviteAction} hidden={{ applicationId, change }}>
      <SubmitButton tone={change === "open" ? "primary" : "quiet"}>{label}</SubmitButton>
    </Form>
  );
}

/** Behind a fold, so that one press too many takes nobody out. */
async function Remove({ applicationId, person }: { applicationId: string; person: GroupPerson }) {
  const t = await getTranslations("applications.group");
  return (
    <details>
      <summary className={textLinkClass({ look: "touch" })}>{t("remove", { name: person.name })}</summary>
      <div className="grid gap-3 py-2">
        <p className="text-muted">{t("removeText")}</p>
        <Form action={removeMemberAction} hidden={{ applicationId, personId: person.personId }}>
          <SubmitButton tone="danger">{t("removeConfirm", { name: person.name })}</SubmitButton>
        </Form>
      </div>
    </details>
  );
}
