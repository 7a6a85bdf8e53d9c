import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { NotFound } from "#lib/errors";
import { figuresFor } from "#lib/lab/figures";
import { labFor } from "#lib/lab/queries";
import { readSide, type Side } from "#lib/lab/sides";
import { Button } from "#ui/button";
import { Checkbox } from "#ui/checkbox";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { Select } from "#ui/select";
import { askedList } from "../asked-list.ts";
import { FiguresOf } from "../figures.tsx";
import { PeopleList } from "../people-table.tsx";
import { sideOptions } from "../side-names.ts";

const sideOf = (text: string | undefined): Side => {
  const side = readSide(text ?? "live");
  if (!side) throw new NotFound();
  return side;
};

export default page("lab.view", async ({ actor, search }) => {
  const t = await getTranslations("lab");
  const refusals = await getTranslations("refusals");
  const locale = await getLocale();
  const lab = await labFor(actor);
  const options = sideOptions(lab, { live: t("live"), nameOf: (row) => nameIn(locale, row) });
  // What is in force beside the draft that was changed last, or the first other city.
  const { a = "live", b = options[1]?.value ?? "live", untold } = search;
  const asked = {
    before: sideOf(a),
    after: sideOf(b),
    untold: untold ? "met" : "asked",
    ...askedList(search),
  } as const;
  const told = await figuresFor(actor, asked);
  return (
    <>
      <PageHeader
        look="desk"
        breadcrumbs={[{ label: t("title"), href: "/officer/lab" }]}
        title={t("compareTitle")}
        lead={t("compareLead")}
      />
      <form
        method="get"
        className="grid grid-cols-1 gap-4 pb-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] lg:items-end"
      >
        <Select name="a" label={t("sideA")} options={options} defaultValue={a} />
        <Select name="b" label={t("sideB")} options={options} defaultValue={b} />
        <Button type="submit" tone="quiet">
          {t("show")}
        </Button>
        <div className="lg:col-span-3">
          <Checkbox name="untold" label={t("untold")} hint={t("untoldHint")} defaultChecked={Boolean(untold)} />
        </div>
      </form>
      {told.ok ? (
        <FiguresOf
          figures={told.figures}
          list={<PeopleList figures={told.figures} path="/officer/lab/compare" asked={{ a, b, untold }} />}
        />
      ) : (
        <Notice tone="amber">{textOf(refusals, told.reason, told.values)}</Notice>
      )}
    </>
  );
});
