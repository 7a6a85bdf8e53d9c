import { CheckCheck, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type RegisterImport, registerImportFor } from "#lib/registers/queries";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { Form } from "#ui/form";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { TabsNav } from "#ui/tabs-nav";
import { Done } from "../../../done.tsx";
import { confirmRegisterAction, discardRegisterAction } from "../actions.ts";
import { Lines } from "./lines.tsx";

const states = ["wrong", "change", "applied", "stale", "differs", "same"] as const;

export default page<{ id: string }>("register.list", async ({ actor, params, search }) => {
  const t = await getTranslations("desk.registers");
  const state = states.find((one) => one === search.state);
  const one = await registerImportFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const base = `/officer/registers/${one.id}`;
  const all = Object.values(one.counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/registers" }]}
        title={
          <span className="break-all">
            {t(`names.${one.register}`)} · {one.fileName}
          </span>
        }
        status={
          <Badge tone={one.status === "confirmed" ? "green" : one.status === "discarded" ? "grey" : "amber"}>
            {t(`statuses.${one.status}`)}
          </Badge>
        }
        lead={
          <>
            {t("asOf")} <Day on={one.asOf} /> · <Instant at={one.madeAt} look="short" />
            {one.maker && ` · ${one.maker}`}
          </>
        }
      />
      <Done texts="desk.registers" notice={search.notice} />
      <div className="grid gap-6">
        {one.counts.wrong && one.status === "preview" && (
          <Notice tone="red" title={t("wrongTitle", { count: one.counts.wrong })}>
            {t("wrongText")}
          </Notice>
        )}
        <KeyFigures
          figures={[
            { label: t("rows"), value: one.rows },
            { label: t("changed"), value: one.changed, tone: "green" },
            { label: t("states.differs"), value: one.counts.differs ?? 0, tone: "amber" },
            { label: t("unknown"), value: one.unknown, hint: t("unknownHint") },
          ]}
        />
        {one.status === "preview" && mayEver(actor, "register.import") && <Decide one={one} />}
      </div>
      <Section title={t("changes")}>
        <TabsNav
          label={t("changes")}
          tabs={[
            { href: base, label: t("all"), count: all, current: !state },
            ...states
              .filter((key) => one.counts[key])
              .map((key) => ({
                href: `${base}?state=${key}`,
                label: t(`states.${key}`),
                count: one.counts[key],
                current: key === state,
              })),
          ]}
        />
        <Lines one={one} />
        <Pagination
          page={one.page}
          pages={one.pages}
          href={(at) => `${base}?${new URLSearchParams({ ...(state ? { state } : {}), page: String(at) })}`}
        />
      </Section>
    </>
  );
});

function Decide({ one }: { one: RegisterImport }) {
  const t = useTranslations("desk.registers");
  return (
    <Card>
      <div className="grid gap-4">
        {!one.counts.wrong && (
          <Form action={confirmRegisterAction} hidden={{ importId: one.id }} className="grid gap-4">
            <p className="max-w-prose text-muted">{t("confirmText", { count: one.changed })}</p>
            <SubmitButton icon={<CheckCheck aria-hidden size={18} />} pendingLabel={t("confirming")}>
              {t("confirm")}
            </SubmitButton>
          </Form>
        )}
        <Form action={discardRegisterAction} hidden={{ importId: one.id }} className="grid gap-4">
          <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
            {t("discard")}
          </SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
