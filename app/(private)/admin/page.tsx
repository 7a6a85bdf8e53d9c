import { UserX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { staffList } from "#lib/accounts/queries";
import { mayEver } from "#lib/authorize";
import { Badge } from "#ui/badge";
import { Form } from "#ui/form";
import { Instant } from "#ui/instant";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { SubmitButton } from "#ui/submit-button";
import { Table } from "#ui/table";
import { disableStaffAction } from "./actions.ts";

type Staff = Awaited<ReturnType<typeof staffList>>[number];

export default page("staff.list", async ({ actor, search }) => {
  const t = await getTranslations("admin.staff");
  const words = await getTranslations("words.roles");
  const staff = await staffList(actor);
  const mayDisable = mayEver(actor, "staff.disable");
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      {search.notice === "disabled" && (
        <div className="pb-6">
          <Notice tone="green" live>
            {t("disabledDone")}
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
          ...(mayDisable
            ? [
                {
                  key: "action",
                  header: t("action"),
                  cell: (row: Staff) => (row.disabledAt || row.id === actor.userId ? "—" : <Disable staff={row} />),
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

/** Two steps that need no script: unfold, then confirm. */
async function Disable({ staff }: { staff: Staff }) {
  const t = await getTranslations("admin.staff");
  return (
    <details className="sm:text-left">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-green-700 underline underline-offset-4 sm:min-h-8">
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
