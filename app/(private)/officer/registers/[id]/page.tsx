import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { type RegisterImport, registerImportFor } from "#lib/registers/queries";
import { Day } from "#ui/day";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { DecideFile } from "../../../_files/decide-file.tsx";
import { FileStatus } from "../../../_files/file-status.tsx";
import { pageHref, StateTabs } from "../../../_files/state-tabs.tsx";
import { Done } from "../../../done.tsx";
import { confirmRegisterAction, discardRegisterAction } from "../actions.ts";
import { Lines } from "./lines.tsx";

const states = ["wrong", "change", "applied", "stale", "differs", "same"] as const;

export default page<{ id: string }>("register.list", async ({ actor, params, search }) => {
  const t = await getTranslations("desk.registers");
  const state = states.find((one) => one === search.state);
  const one = await registerImportFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const base = `/officer/registers/${one.id}`;
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
        status={<FileStatus status={one.status} label={t(`statuses.${one.status}`)} />}
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
        <StateTabs
          base={base}
          label={t("changes")}
          all={t("all")}
          states={states}
          current={state}
          counts={one.counts}
          textOf={(key) => t(`states.${key}`)}
        />
        <Lines one={one} />
        <Pagination page={one.page} pages={one.pages} href={pageHref(base, state)} />
      </Section>
    </>
  );
});

function Decide({ one }: { one: RegisterImport }) {
  const t = useTranslations("desk.registers");
  return (
    <DecideFile
      importId={one.id}
      wrong={Boolean(one.counts.wrong)}
      confirm={confirmRegisterAction}
      discard={discardRegisterAction}
      texts={{ confirm: t("confirm"), confirming: t("confirming"), discard: t("discard") }}
    >
      <p className="max-w-prose text-muted">{t("confirmText", { count: one.changed })}</p>
    </DecideFile>
  );
}
