import { Sparkles } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { dayAt } from "#lib/days";
import { registerImportsFor } from "#lib/registers/queries";
import { fieldsOf, headers, registers } from "#lib/registers/rules";
import { TABLE_BYTES } from "#lib/table-file";
import { ButtonLink } from "#ui/button";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { FormSelect, FormText } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { FileTable } from "../../_files/file-table.tsx";
import { UploadCard } from "../../_files/upload-card.tsx";
import { Done } from "../../done.tsx";
import { uploadRegisterAction } from "./actions.ts";

export default page("register.list", async ({ actor, search }) => {
  const t = await getTranslations("desk.registers");
  const imports = await registerImportsFor(actor);
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        lead={t("lead")}
        actions={
          <ButtonLink href="/officer/findings" tone="quiet" size="sm" icon={<Sparkles aria-hidden size={18} />}>
            {t("go")}
          </ButtonLink>
        }
      />
      <Done texts="desk.registers" notice={search.notice} />
      {mayEver(actor, "register.import") && <UploadForm today={dayAt(new Date())} />}
      <Section title={t("list")}>
        <FileTable
          files={imports}
          href={(row) => `/officer/registers/${row.id}`}
          name={(row) => `${t(`names.${row.register}`)} · ${row.fileName}`}
          texts={{
            caption: t("list"),
            file: t("register"),
            madeAt: t("madeAt"),
            rows: t("rows"),
            status: t("status"),
            statusOf: (row) => t(`statuses.${row.status}`),
          }}
          columns={[
            { key: "asOf", header: t("asOf"), cell: (row) => <Day on={row.asOf} look="numeric" /> },
            { key: "changed", header: t("changed"), numeric: true, cell: (row) => row.changed },
            { key: "unknown", header: t("unknown"), numeric: true, cell: (row) => row.unknown },
          ]}
          empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
        />
      </Section>
    </>
  );
});

function UploadForm({ today }: { today: string }) {
  const t = useTranslations("desk.registers");
  return (
    <UploadCard
      action={uploadRegisterAction}
      maxBytes={TABLE_BYTES}
      texts={{
        title: t("upload"),
        text: t("uploadText"),
        file: t("file"),
        hint: t("fileHint"),
        tooLarge: t("tooLarge"),
        submit: t("submit"),
        reading: t("reading"),
        columns: t("columns"),
      }}
      columns={[
        { label: t("id"), headers: headers.residentId },
        { label: t("person"), headers: headers.name },
        ...registers.flatMap((register) =>
          fieldsOf[register].map((field) => ({
            label: `${t(`names.${register}`)} · ${t(`fields.${field}`)}`,
            headers: headers[field],
          })),
        ),
      ]}
    >
      <FormSelect
        name="register"
        label={t("register")}
        placeholder
        options={registers.map((one) => ({ value: one, label: t(`names.${one}`) }))}
      />
      <FormText name="asOf" type="date" label={t("asOf")} defaultValue={today} width="md" />
    </UploadCard>
  );
}
