import { ChevronDown, Sparkles, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { dayAt } from "#lib/days";
import { registerImportsFor } from "#lib/registers/queries";
import { fieldsOf, headers, registers } from "#lib/registers/rules";
import { TABLE_BYTES } from "#lib/table-file";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormFile, FormSelect, FormText } from "#ui/form";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { SummaryList } from "#ui/summary-list";
import { Table } from "#ui/table";
import { Done } from "../../done.tsx";
import { FigureLink } from "../_parts/figure-link.tsx";
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
        <Table
          caption={t("list")}
          captionHidden
          rows={imports}
          rowKey={(row) => row.id}
          empty={<EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
          columns={[
            {
              key: "register",
              header: t("register"),
              heading: true,
              cell: (row) => (
                <FigureLink href={`/officer/registers/${row.id}`}>
                  {t(`names.${row.register}`)} · {row.fileName}
                </FigureLink>
              ),
            },
            { key: "asOf", header: t("asOf"), cell: (row) => <Day on={row.asOf} look="numeric" /> },
            { key: "madeAt", header: t("madeAt"), cell: (row) => <Instant at={row.madeAt} look="short" /> },
            { key: "rows", header: t("rows"), numeric: true, cell: (row) => row.rows },
            { key: "changed", header: t("changed"), numeric: true, cell: (row) => row.changed },
            { key: "unknown", header: t("unknown"), numeric: true, cell: (row) => row.unknown },
            {
              key: "status",
              header: t("status"),
              cell: (row) => (
                <Badge tone={row.status === "confirmed" ? "green" : "amber"}>{t(`statuses.${row.status}`)}</Badge>
              ),
            },
          ]}
        />
      </Section>
    </>
  );
});

function UploadForm({ today }: { today: string }) {
  const t = useTranslations("desk.registers");
  return (
    <Card>
      <Form action={uploadRegisterAction} className="grid max-w-form gap-4">
        <div className="grid gap-1">
          <h2 className="font-semibold text-lg">{t("upload")}</h2>
          <p className="text-muted">{t("uploadText")}</p>
        </div>
        <FormSelect
          name="register"
          label={t("register")}
          placeholder
          options={registers.map((one) => ({ value: one, label: t(`names.${one}`) }))}
        />
        <FormText name="asOf" type="date" label={t("asOf")} defaultValue={today} width="md" />
        <FormFile
          name="file"
          label={t("file")}
          hint={t("fileHint")}
          accept=".csv,.txt,.xlsx"
          maxBytes={TABLE_BYTES}
          tooLarge={t("tooLarge")}
        />
        <SubmitButton icon={<Upload aria-hidden size={18} />} pendingLabel={t("reading")}>
          {t("submit")}
        </SubmitButton>
      </Form>
      <ColumnsHelp />
    </Card>
  );
}

/** Which headers are understood, folded away. */
function ColumnsHelp() {
  const t = useTranslations("desk.registers");
  return (
    <details className="group mt-4 border-line border-t">
      <summary className="flex min-h-11 cursor-pointer items-center gap-2 font-medium">
        <ChevronDown aria-hidden size={18} className="text-muted group-open:rotate-180" />
        {t("columns")}
      </summary>
      <div className="pb-2">
        <SummaryList
          items={[
            { label: t("id"), value: headers.residentId.join("、") },
            { label: t("person"), value: headers.name.join("、") },
            ...registers.flatMap((register) =>
              fieldsOf[register].map((field) => ({
                label: `${t(`names.${register}`)} · ${t(`fields.${field}`)}`,
                value: headers[field].join("、"),
              })),
            ),
          ]}
        />
      </div>
    </details>
  );
}
