import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { figuresFor } from "#lib/lab/figures";
import { draftFor, labFor } from "#lib/lab/queries";
import { readSide, sideText } from "#lib/lab/sides";
import { ButtonLink } from "#ui/button";
import { FollowedForm } from "#ui/followed-form";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { SummaryList } from "#ui/summary-list";
import { Done } from "../../../done.tsx";
import { askedList } from "../asked-list.ts";
import { FiguresOf } from "../figures.tsx";
import { PeopleList } from "../people-table.tsx";
import { sideOptions } from "../side-names.ts";
import { previewAction } from "./actions.tsx";
import { Against } from "./against.tsx";
import { Changes } from "./changes.tsx";
import { Decide, Propose } from "./decide.tsx";
import { EditDraft } from "./edit.tsx";
import { Warnings } from "./warnings.tsx";

export default page<{ id: string }>("lab.view", async ({ actor, params, search }) => {
  const t = await getTranslations("lab");
  const locale = await getLocale();
  const draft = await draftFor(actor, params.id);
  const against = readSide(search.against) ?? { kind: "live" as const };
  const untold = Boolean(search.untold);
  const asked = { before: against, after: { kind: "draft" as const, id: draft.id }, ...askedList(search) };
  const told = await figuresFor(actor, { ...asked, untold: untold ? "met" : "asked" });
  const options = sideOptions(await labFor(actor), { live: t("live"), nameOf: (row) => nameIn(locale, row) });
  const figures = told.ok ? (
    <FiguresOf
      own
      figures={told.figures}
      list={
        <PeopleList
          own
          figures={told.figures}
          path={`/officer/lab/${draft.id}`}
          asked={{ against: sideText(against), untold: search.untold }}
        />
      }
    />
  ) : (
    <Notice tone="amber">{textOf(await getTranslations("refusals"), told.reason, told.values)}</Notice>
  );
  const open = draft.mine && draft.state === "draft";
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("draft.all"), href: "/officer/lab" }]}
        title={draft.name}
        status={<StatusBadge kind="schemeDraft" status={draft.state} />}
        actions={
          actor.role === "officer" && (
            <ButtonLink tone="quiet" href={`/officer/lab?from=draft:${draft.id}`}>
              {t("draft.copy")}
            </ButtonLink>
          )
        }
      />
      <Done texts="lab" notice={search.notice} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <Warnings draft={draft} />
        <SummaryList
          items={[
            {
              label: t("basis"),
              value: t("draft.basis", { name: nameIn(locale, draft.base.scheme), version: draft.base.scheme.version }),
            },
            { label: t("from"), value: <MonthText month={draft.fromMonth} /> },
            { label: t("maker"), value: draft.maker },
            { label: t("draft.changes"), value: <Changes draft={draft} /> },
          ]}
        />
        {draft.awaitsMe && <Decide draft={draft} />}
        <Against options={options} against={sideText(against)} untold={untold} draftId={draft.id} />
        {open ? (
          <>
            <FollowedForm
              key={`${draft.revision} ${sideText(against)} ${untold} ${search.who} ${search.page} ${search.q}`}
              form={<EditDraft draft={draft} />}
              label={t("figures.title")}
              follow={previewAction}
              also={{ against: sideText(against), untold: untold ? "on" : "" }}
            >
              {figures}
            </FollowedForm>
            <Propose draft={draft} />
          </>
        ) : (
          figures
        )}
      </div>
    </>
  );
});
