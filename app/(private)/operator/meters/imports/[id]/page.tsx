import { CheckCheck, Trash2 } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { mayEver } from "#lib/authorize";
import { readingImportFor } from "#lib/meters/import-queries";
import { Badge } from "#ui/badge";
import { Card } from "#ui/card";
import { Form } from "#ui/form";
import { Instant } from "#ui/instant";
import { KeyFigures } from "#ui/key-figure";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { TabsNav } from "#ui/tabs-nav";
import { Done } from "../../../../done.tsx";
import { RowsTable } from "../../_parts/rows-table.tsx";
import { confirmReadingsAction, discardReadingsAction } from "../../actions.ts";

const states = ["wrong", "good", "implausible", "posted", "duplicate", "dismissed"] as const;
type Import = Awaited<ReturnType<typeof readingImportFor>>;

/** A list of readings: what each line would do, and recording it. */
export default page<{ id: string }>("meter.list", async ({ actor, params, search }) => {
  const t = await getTranslations("charges.meters");
  const formats = await getTranslations("operator.payments.import.formats");
  const state = states.find((one) => one === search.state);
  const one = await readingImportFor(actor, params.id, { state, page: Number(search.page) || 1 });
  const href = (to: { state?: string; page?: number }) => {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(to)) if (value) query.set(key, String(value));
    return `/operator/meters/imports/${one.id}?${query}`;
  };
  const all = Object.values(one.counts).reduce((sum, count) => sum + count, 0);
  const wrong = one.counts.wrong ?? 0;
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/operator/meters" }]}
        title={<span className="break-all">{one.fileName}</span>}
        status={
          <Badge tone={one.status === "confirmed" ? "green" : one.status === "discarded" ? "grey" : "amber"}>
            {t(`statuses.${one.status}`)}
          </Badge>
        }
        lead={
          <>
            {formats((one.encoding ?? "xlsx") as "xlsx")} · <Instant at={one.madeAt} look="short" />
            {one.maker && ` · ${one.maker}`}
          </>
        }
      />
      <Done texts="operator.meters" notice={search.notice} />
      <div className="grid gap-6">
        {wrong > 0 && one.status === "preview" && (
          <Notice tone="red" title={t("wrongTitle", { count: wrong })}>
            {t("wrongText")}
          </Notice>
        )}
        <Figures one={one} />
        {one.status === "preview" && mayEver(actor, "reading.import") && <Confirm id={one.id} wrong={wrong > 0} />}
      </div>
      <Section title={t("list")}>
        <TabsNav
          label={t("list")}
          tabs={[
            { href: href({}), label: t("all"), count: all, current: !state },
            ...states
              .filter((key) => one.counts[key])
              .map((key) => ({
                href: href({ state: key }),
                label: t(`states.${key}`),
                count: one.counts[key],
                current: key === state,
              })),
          ]}
        />
        <RowsTable rows={one.rows} caption={t("found", { count: one.found })} />
        <Pagination page={one.page} pages={one.pages} href={(at) => href({ state, page: at })} />
      </Section>
    </>
  );
});

async function Figures({ one: { counts, status } }: { one: Import }) {
  const t = await getTranslations("charges.meters");
  const open = status === "preview";
  return (
    <KeyFigures
      figures={[
        {
          label: open ? t("willRecord") : t("states.posted"),
          value: (open ? counts.good : counts.posted) ?? 0,
          tone: "green",
        },
        {
          label: open ? t("willWait") : t("states.implausible"),
          value: counts.implausible ?? 0,
          tone: "amber",
          href: open ? undefined : "/operator/meters/waiting",
        },
        { label: t("states.duplicate"), value: counts.duplicate ?? 0 },
      ]}
    />
  );
}

async function Confirm({ id, wrong }: { id: string; wrong: boolean }) {
  const t = await getTranslations("charges.meters");
  return (
    <Card>
      <div className="grid gap-4">
        {!wrong && (
          <Form action={confirmReadingsAction} hidden={{ importId: id }} className="grid gap-4">
            <SubmitButton icon={<CheckCheck aria-hidden size={18} />} pendingLabel={t("recording")}>
              {t("confirm")}
            </SubmitButton>
          </Form>
        )}
        <Form action={discardReadingsAction} hidden={{ importId: id }} className="grid gap-4">
          <SubmitButton tone="quiet" icon={<Trash2 aria-hidden size={18} />}>
            {t("discard")}
          </SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
