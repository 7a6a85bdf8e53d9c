import { useTranslations } from "next-intl";
import { Button } from "#ui/button";
import { Checkbox } from "#ui/checkbox";
import { type Option, Select } from "#ui/select";

type Props = { options: readonly Option[]; against: string; untold: boolean; draftId: string };

/** What the draft is compared with, and how what nobody records is counted. */
export function Against({ options, against, untold, draftId }: Props) {
  const t = useTranslations("lab");
  return (
    <form method="get" className="grid gap-x-6 gap-y-2 lg:grid-cols-[minmax(0,24rem)_minmax(0,1fr)_auto] lg:items-end">
      <Select
        name="against"
        label={t("against")}
        options={options.filter((option) => option.value !== `draft:${draftId}`)}
        defaultValue={against}
      />
      <Checkbox name="untold" label={t("untold")} hint={t("untoldHint")} defaultChecked={untold} />
      <Button type="submit" tone="quiet">
        {t("show")}
      </Button>
    </form>
  );
}
