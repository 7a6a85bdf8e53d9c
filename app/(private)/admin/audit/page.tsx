import { Filter } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { roles } from "#lib/actor";
import { auditKinds, auditRows } from "#lib/audit/queries";
import { Button } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { Instant } from "#ui/instant";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Select } from "#ui/select";
import { Table } from "#ui/table";

type Filters = { action?: string; entity?: string; actorRole?: string };

export default page("audit.read", async ({ actor, search }) => {
  const t = await getTranslations("admin.audit");
  const words = await getTranslations("words.roles");
  const filters: Filters = { action: search.action, entity: search.entity, actorRole: search.actorRole };
  const log = await auditRows(actor, { ...filters, page: Number(search.page) || 1 });
  const href = (at: number) => {
    const query = new URLSearchParams({ page: String(at) });
    for (const [key, value] of Object.entries(filters)) if (value) query.set(key, value);
    return `/admin/audit?${query}`;
  };
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <Choose filters={filters} kinds={await auditKinds(actor)} />
      <Table
        caption={t("found", { count: log.found })}
        dense
        rows={log.rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
        columns={[
          { key: "at", header: t("at"), heading: true, cell: (row) => <Instant at={row.at} look="seconds" /> },
          {
            key: "actor",
            header: t("actor"),
            cell: (row) => row.actorName ?? (row.actorRole === "system" ? t("system") : t("unnamed")),
          },
          {
            key: "role",
            header: t("role"),
            cell: (row) => (row.actorRole === "system" ? t("system") : textOf(words, row.actorRole)),
          },
          { key: "action", header: t("action"), cell: (row) => <Action action={row.action} /> },
          {
            key: "entity",
            header: t("entity"),
            cell: (row) => (
              <span className="break-all">
                {row.entity} <span className="text-muted">{row.entityId}</span>
              </span>
            ),
          },
          { key: "detail", header: t("detail"), cell: (row) => <Detail detail={row.detail} /> },
        ]}
      />
      <Pagination page={log.page} pages={log.pages} href={href} />
    </>
  );
});

async function Action({ action }: { action: string }) {
  const t = await getTranslations("admin.actions");
  const key = action.replace(".", "-");
  const text = textOf(t, key);
  return (
    <span className="whitespace-nowrap">
      {text === key ? action : text} {text !== key && <span className="text-muted text-xs">{action}</span>}
    </span>
  );
}

function Detail({ detail }: { detail: Record<string, unknown> }) {
  const entries = Object.entries(detail);
  if (entries.length === 0) return "—";
  return (
    <span className="line-clamp-2 max-w-md break-all text-muted text-xs">
      {entries
        .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
        .join(" · ")}
    </span>
  );
}

async function Choose({ filters, kinds }: { filters: Filters; kinds: Awaited<ReturnType<typeof auditKinds>> }) {
  const t = await getTranslations("admin.audit");
  const words = await getTranslations("words.roles");
  const actions = await getTranslations("admin.actions");
  const named = (action: string) => {
    const text = textOf(actions, action.replace(".", "-"));
    return text === action.replace(".", "-") ? action : text;
  };
  return (
    <form method="get" className="flex flex-wrap items-end gap-3 pb-6">
      <Select
        name="action"
        label={t("action")}
        placeholder={t("any")}
        defaultValue={filters.action}
        options={kinds.actions.map((value) => ({ value, label: named(value) }))}
      />
      <Select
        name="entity"
        label={t("entity")}
        placeholder={t("any")}
        defaultValue={filters.entity}
        options={kinds.entities.map((value) => ({ value, label: value }))}
      />
      <Select
        name="actorRole"
        label={t("role")}
        placeholder={t("any")}
        defaultValue={filters.actorRole}
        options={[...roles.map((value) => ({ value, label: words(value) })), { value: "system", label: t("system") }]}
      />
      <Button type="submit" tone="quiet" icon={<Filter aria-hidden size={18} />}>
        {t("filter")}
      </Button>
    </form>
  );
}
