import { UserCheck, UserPlus, UserX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { staffList } from "#lib/accounts/queries";
import { mayEver } from "#lib/authorize";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { Instant } from "#ui/instant";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { textLinkClass } from "#ui/text-link";
import { disableStaffAction, enableStaffAction } from "./actions.ts";

type Staff = Awaited<ReturnType<typeof staffList>>[number];
const DONE = { created: "createdDone", disabled: "disabledDone", enabled: "enabledDone" } as const;
const isDone = (key: string | undefined): key is keyof typeof DONE => key !== undefined && Object.hasOwn(DONE, key);

export default page("staff.list", async ({ actor, search }) => {
  const t = await getTranslations("admin.staff");
  const words = await getTranslations("words.roles");
  const staff = await staffList(actor);
  const mayChange = mayEver(actor, "staff.disable");
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        actions={
          mayChange && (
            <ButtonLink href="/admin/staff/new" icon={<UserPlus aria-hidden size={18} />}>
              {t("add")}
            </ButtonLink>
          )
        }
      />
      {isDone(search.notice) && (
        <div className="pb-6">
          <Notice tone="green" live>
            {t(DONE[search.notice])}
          </Notice>
        </div>
      )}
      <Table
        caption={t("title")}
        captionHidden
        rows={staff}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", header: t("name"), heading: true, cell: (row) => row.name },
          { key: "email", header: t("email"), cell: (row) => row.email },
          { key: "role", header: t("role"), cell: (row) => words(row.role) },
          { key: "createdAt", header: t("createdAt"), cell: (row) => <Instant at={row.createdAt} look="short" /> },
          { key: "status", header: t("status"), cell: (row) => <Status staff={row} /> },
          ...(mayChange
            ? [
                {
                  key: "action",
                  header: t("action"),
                  cell: (row: Staff) => <Change staff={row} own={row.id === actor.userId} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
});

async function Status({ staff }: { staff: Staff }) {
  const t = await getTranslations("admin.staff");
  if (staff.disabledAt) return <Badge tone="grey">{t("disabled")}</Badge>;
  if (staff.lockedUntil && staff.lockedUntil > new Date()) return <Badge tone="amber">{t("locked")}</Badge>;
  return <Badge tone="green">{t("active")}</Badge>;
}

function Change({ staff, own }: { staff: Staff; own: boolean }) {
  if (own) return "—";
  return staff.disabledAt ? <Enable staff={staff} /> : <Disable staff={staff} />;
}

async function Enable({ staff }: { staff: Staff }) {
  const t = await getTranslations("admin.staff");
  return (
    <Form action={enableStaffAction} hidden={{ userId: staff.id }} className="grid justify-items-start gap-2">
      <SubmitButton tone="quiet" size="sm" icon={<UserCheck aria-hidden size={16} />}>
        {t("enable")}
        <span className="sr-only"> {staff.name}</span>
      </SubmitButton>
    </Form>
  );
}

/** Two steps that need no script: unfold, then confirm. */
async function Disable({ staff }: { staff: Staff }) {
  const t = await getTranslations("admin.staff");
  return (
    <details className="sm:text-left">
      <summary className={textLinkClass({ look: "row" })}>
        {t("disable")}
        <span className="sr-only"> {staff.name}</span>
      </summary>
      <Form action={disableStaffAction} hidden={{ userId: staff.id }} className="grid justify-items-start gap-2 py-2">
        <p className="max-w-64 text-left text-sm">{t("disableText")}</p>
        <SubmitButton tone="danger" size="sm" icon={<UserX aria-hidden size={16} />}>
          {t("confirm")}
        </SubmitButton>
      </Form>
    </details>
  );
}
