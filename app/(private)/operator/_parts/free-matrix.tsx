import Link from "next/link";
import { useTranslations } from "next-intl";
import { nameIn } from "#i18n/names";
import type { Overview } from "#lib/inventory/overview";

type Props = { buildings: Overview["buildings"]; roomTypes: Overview["roomTypes"]; total: number; locale: string };

/** Free units by building and room type, a table on phones too; each number leads to the units it counts. */
export function FreeMatrix({ buildings, roomTypes, total, locale }: Props) {
  const t = useTranslations("operator.overview.matrix");
  const href = (building: string, type: string) =>
    `/operator/units?${new URLSearchParams({ building, type, status: "free" })}`;
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table className="tabular w-full text-right text-sm">
        <caption className="sr-only">{t("title")}</caption>
        <thead>
          <tr className="border-line border-b bg-sunken text-muted text-xs sm:text-sm [&>th]:px-1.5 [&>th]:py-2 [&>th]:font-medium sm:[&>th]:px-3">
            <th scope="col" className="text-left">
              {t("building")}
            </th>
            {roomTypes.map((type) => (
              <th key={type.id} scope="col">
                {nameIn(locale, type)}
              </th>
            ))}
            <th scope="col">{t("sum")}</th>
          </tr>
        </thead>
        <tbody>
          {buildings.map((building) => (
            <tr
              key={building.id}
              className="border-line border-b hover:bg-sunken [&>*]:px-1.5 [&>*]:py-1 sm:[&>*]:px-3"
            >
              <th scope="row" className="whitespace-nowrap text-left font-medium">
                {nameIn(locale, building)}
              </th>
              {roomTypes.map((type, index) => (
                <td key={type.id}>
                  <Count free={building.freeByType[index] ?? 0} href={href(building.id, type.id)} />
                </td>
              ))}
              <td>{building.free}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="bg-sunken font-semibold [&>*]:px-1.5 [&>*]:py-2 sm:[&>*]:px-3">
            <th scope="row" className="text-left">
              {t("sum")}
            </th>
            {roomTypes.map((type) => (
              <td key={type.id}>{type.free}</td>
            ))}
            <td>{total}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Count({ free, href }: { free: number; href: string }) {
  if (free === 0) return <span className="text-muted">0</span>;
  return (
    <Link
      href={href}
      className="inline-flex min-h-7 min-w-7 items-center justify-end font-semibold text-green-700 underline underline-offset-4"
    >
      {free}
    </Link>
  );
}
