import { useTranslations } from "next-intl";
import type { publicComplex } from "#lib/inventory/public";
import { KeyFigures } from "#ui/key-figure";
import { Money } from "#ui/money";

type Complex = NonNullable<Awaited<ReturnType<typeof publicComplex>>>;

/** The complex in numbers, all of them counted from what is loaded. */
export function ComplexFigures({ complex }: { complex: Complex }) {
  const t = useTranslations("public.home.figures");
  const rents = complex.roomTypes.map(({ rentFen }) => rentFen);
  const figures = [
    { label: t("buildings"), value: complex.buildings.length, unit: t("buildingsUnit") },
    { label: t("units"), value: complex.total, unit: t("unitsUnit") },
    { label: t("beds"), value: complex.beds, unit: t("bedsUnit") },
    {
      label: t("rent"),
      value: (
        <span className="whitespace-nowrap">
          <Money fen={Math.min(...rents)} size="lg" />–{Math.max(...rents) / 100}
        </span>
      ),
    },
    { label: t("free"), value: complex.free, unit: t("unitsUnit"), href: "/rooms", tone: "green" as const },
  ];
  return <KeyFigures figures={figures} />;
}
