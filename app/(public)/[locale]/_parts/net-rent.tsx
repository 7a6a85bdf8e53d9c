import { useTranslations } from "next-intl";
import type { Fen } from "#lib/money";
import { splitFen } from "#lib/money";
import type { ShownDegree } from "#ui/degree-switch";
import { NetRentVariants, SharedRentVariants } from "./net-rent-variants.tsx";
import { netRents, type SchemesNow } from "./net-rents.ts";

const perDegree = <T,>(of: (degree: ShownDegree) => T): Record<ShownDegree, T> => ({
  doctor: of("doctor"),
  master: of("master"),
  bachelor: of("bachelor"),
  none: of("none"),
});

/** A rent as every degree pays it; the degree switch of the page shows one. */
export function NetRentByDegree({ at, rentFen, stacked }: { at: SchemesNow; rentFen: Fen; stacked?: boolean }) {
  return <NetRentVariants nets={perDegree(netRents(at, rentFen))} stacked={stacked} />;
}

/** Where several people share: the rent is split evenly and each has a subsidy of their own. */
export function SharedRent({ at, rentFen, beds }: { at: SchemesNow; rentFen: Fen; beds: number }) {
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
    <SharedRentVariants
      shareFen={shareFen}
      yoursFen={perDegree((degree) => of(degree).yoursFen)}
      share={t("shared", { beds })}
      yours={t("sharedYours")}
    />
  );
}
