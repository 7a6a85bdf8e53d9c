import { Search } from "lucide-react";
import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { unitsFor } from "#lib/inventory/queries";
import { unitStatuses } from "#lib/inventory/rules";
import { ButtonLink, buttonClass } from "#ui/button";
import { EmptyState } from "#ui/empty-state";
import { TextField } from "#ui/field";
import { PageHeader } from "#ui/page-header";
import { Pagination } from "#ui/pagination";
import { Select } from "#ui/select";
import { classes } from "#ui/tone";
import { UnitStatusDot } from "#ui/unit-status-badge";
import { UnitsTable } from "../_parts/units-table.tsx";

export default page("unit.list", async ({ actor, search }) => {
  const t = await getTranslations("operator.units");
  const words = await getTranslations("words.unitStatus");
  const locale = await getLocale();
  const list = await unitsFor(actor, search);
  const { asked, counts } = list;
  const href = (change: Record<string, string | null>) => {
    const { building, type, status, search: room } = asked;
    const kept = Object.entries({ building, type, status, search: room, ...change });
    const query = new URLSearchParams(kept.flatMap(([key, value]) => (value ? [[key, value]] : [])));
    return query.size > 0 ? `/operator/units?${query}` : "/operator/units";
  };
  const options = (rows: readonly { id: string; nameZh: string; nameEn: string }[]) => [
    { value: "", label: t("any") },
    ...rows.map((row) => ({ value: row.id, label: nameIn(locale, row) })),
  ];
  const legend = [
    { status: null, label: t("allStatuses"), count: list.all },
    { status: "free", label: t("freeStatus"), count: list.free },
    ...unitStatuses.map((status) => ({ status, label: words(status), count: counts[status] })),
  ];
  return (
    <>
      <PageHeader look="desk" title={t("title")} lead={t("lead")} />
      <form
        action="/operator/units"
        data-print="hide"
        className="grid items-end gap-3 pb-5 sm:grid-cols-[repeat(3,minmax(0,12rem))_auto]"
      >
        <Select
          name="building"
          label={t("building")}
          options={options(list.buildings)}
          defaultValue={asked.building ?? ""}
        />
        <Select name="type" label={t("type")} options={options(list.roomTypes)} defaultValue={asked.type ?? ""} />
        <TextField
          name="search"
          type="search"
          label={t("roomNo")}
          inputMode="numeric"
          defaultValue={asked.search ?? ""}
          width="full"
        />
        {asked.status && <input type="hidden" name="status" value={asked.status} />}
        <div className="flex flex-wrap gap-2">
          <button type="submit" className={buttonClass({ tone: "primary" })}>
            <Search aria-hidden size={18} />
            {t("query")}
          </button>
          <ButtonLink href="/operator/units" tone="link">
            {t("reset")}
          </ButtonLink>
        </div>
      </form>
      <nav aria-label={t("statuses")} className="pb-4">
        <ul className="flex flex-wrap gap-2">
          {legend.map(({ status, label, count }) => (
            <li key={status ?? "all"}>
              <Link
                href={href({ status })}
                aria-current={asked.status === status ? "true" : undefined}
                className={classes(
                  "inline-flex min-h-11 items-center gap-2 rounded-md border px-3 text-sm",
                  asked.status === status
                    ? "border-green-700 bg-green-100 font-medium text-green-700"
                    : "border-line bg-surface hover:border-green-700",
                )}
              >
                {unitStatuses.map((known) => known === status && <UnitStatusDot key={known} status={known} />)}
                {label}
                <span className="tabular">{count}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {list.rows.length > 0 ? (
        <UnitsTable rows={list.rows} locale={locale} />
      ) : (
        <EmptyState title={t("none")} action={<ButtonLink href="/operator/units">{t("reset")}</ButtonLink>}>
          {t("noneText")}
        </EmptyState>
      )}
      <Pagination page={list.page} pages={list.pages} href={(number) => href({ page: String(number) })} />
    </>
  );
});
