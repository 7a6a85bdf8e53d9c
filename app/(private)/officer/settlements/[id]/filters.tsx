import { Search } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { textOf } from "#i18n/any-key";
import type { LineFilter, settlementFor } from "#lib/subsidy/queries";
import { Button, ButtonLink } from "#ui/button";
import { TextField } from "#ui/field";
import { Select } from "#ui/select";

type Settlement = Awaited<ReturnType<typeof settlementFor>>;

/** The filters of a batch's lines, which combine; each choice says how many lines it would leave beside the others. */
export function Filters({ settlement, filter }: { settlement: Settlement; filter: LineFilter }) {
  const t = useTranslations("officer.settlement");
  const reasonOf = useReasonName(settlement);
  const english = useLocale() === "en";
  const classes = new Map(settlement.classes.map((one) => [one.id, english ? one.nameEn : one.nameZh]));
  const { facets } = settlement;
  const options = <K extends string | number>(counts: readonly (readonly [K, number])[], name: (key: K) => string) =>
    counts.map(([key, count]) => ({ value: String(key), label: t("facet", { name: name(key), count }) }));
  const asked = filter.schemeClass ?? filter.buildingNo ?? filter.change ?? filter.reason ?? filter.q;
  return (
    <form
      method="get"
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[repeat(4,minmax(0,11rem))_minmax(12rem,1fr)_auto]"
      data-print="hide"
    >
      {filter.view && filter.view !== "all" && <input type="hidden" name="filter" value={filter.view} />}
      <Select
        name="class"
        label={t("class")}
        placeholder={t("any")}
        defaultValue={filter.schemeClass}
        options={options(facets.classes, (id) => classes.get(id) ?? t("noClass"))}
      />
      <Select
        name="building"
        label={t("building")}
        placeholder={t("any")}
        defaultValue={filter.buildingNo === undefined ? undefined : String(filter.buildingNo)}
        options={options(facets.buildings, (no) => t("buildingNo", { no }))}
      />
      <Select
        name="change"
        label={t("change")}
        placeholder={t("any")}
        defaultValue={filter.change}
        options={options(facets.changes, (change) => t(`changes.${change}`))}
      />
      <Select
        name="code"
        label={t("reason")}
        placeholder={t("any")}
        defaultValue={filter.reason}
        options={options(facets.reasons, reasonOf)}
      />
      <TextField name="q" type="search" label={t("find")} defaultValue={filter.q} />
      <span className="flex gap-2">
        <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
          {t("search")}
        </Button>
        {asked !== undefined && (
          <ButtonLink tone="link" href={`/officer/settlements/${settlement.id}`}>
            {t("clear")}
          </ButtonLink>
        )}
      </span>
    </form>
  );
}

/** What a condition that failed is called: by its scheme, else by the product's own words. */
export function useReasonName(settlement: Pick<Settlement, "conditions">): (code: string) => string {
  const words = useTranslations("words");
  const english = useLocale() === "en";
  return (code) => {
    const named = settlement.conditions.find((one) => one.code === code);
    const own = english ? named?.nameEn : named?.nameZh;
    if (own) return own;
    const title = textOf(words, `conditions.${code}.title`);
    return title.startsWith("conditions.") ? code : title;
  };
}
