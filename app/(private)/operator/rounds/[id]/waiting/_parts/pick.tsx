import { Search } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Button } from "#ui/button";
import { TextField } from "#ui/field";
import { type Option, Select } from "#ui/select";
import { TextLink } from "#ui/text-link";

type Asked = { category: string; filter: string; query: string };

/** Which list, and whom in it: a form that works without scripts and leaves its state in the address. */
export async function Pick(props: { action: string; options: readonly Option[]; asked: Asked; clearHref: string }) {
  const { action, options, asked, clearHref } = props;
  const t = await getTranslations("waiting.desk");
  return (
    <search>
      <form action={action} data-print="hide" className="flex flex-wrap items-end gap-3">
        {asked.filter !== "live" && <input type="hidden" name="filter" value={asked.filter} />}
        <div className="w-full max-w-96">
          <Select name="category" label={t("category")} options={options} defaultValue={asked.category} />
        </div>
        <div className="w-full max-w-72">
          <TextField type="search" name="query" label={t("search")} defaultValue={asked.query} maxLength={60} />
        </div>
        <Button type="submit" tone="quiet" icon={<Search aria-hidden size={18} />}>
          {t("submit")}
        </Button>
        {asked.query && (
          <TextLink href={clearHref} look="touch">
            {t("clear")}
          </TextLink>
        )}
      </form>
    </search>
  );
}
