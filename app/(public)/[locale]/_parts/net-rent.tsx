import { useTranslations } from "next-intl";
import type { Fen } from "#lib/money";
import { splitFen } from "#lib/money";
import { Money } from "#ui/money";
import { NetRentLine } from "#ui/net-rent-line";
import { PerDegree } from "#ui/per-degree";
import { netRents, type SchemeNow } from "./net-rents.ts";

/** A rent as every degree pays it; the degree switch of the page shows one. */
export function NetRentByDegree({ at, rentFen, stacked }: { at: SchemeNow; rentFen: Fen; stacked?: boolean }) {
  const of = netRents(at, rentFen);
  return <PerDegree>{(degree) => <NetRentLine net={of(degree)} stacked={stacked} />}</PerDegree>;
}

/** Where several people share: the rent is split evenly and each has a subsidy of their own. */
export function SharedRent({ at, rentFen, beds }: { at: SchemeNow; rentFen: Fen; beds: number }) {
  const t = useTranslations("public.rooms");
  if (beds < 2) return null;
  const shareFen = Math.max(
    ...splitFen(
      rentFen,
      Array.from({ length: beds }, () => 1),
    ),
  );
  const of = netRents(at, shareFen);
  return (
    <PerDegree>
      {(degree) => (
        <p className="text-muted text-sm">
          {t("shared", { beds })} <Money fen={shareFen} size="sm" unit="month" />
          {degree !== "none" && (
            <>
              {t("sharedYours")} <Money fen={of(degree).yoursFen} size="sm" unit="month" />
            </>
          )}
        </p>
      )}
    </PerDegree>
  );
}
