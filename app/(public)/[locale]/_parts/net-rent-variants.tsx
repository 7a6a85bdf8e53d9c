"use client";

import type { Fen } from "#lib/money";
import { type ShownDegree, shownDegrees } from "#ui/degree-switch";
import { Money } from "#ui/money";
import { leavesRest, type NetRent, NetRentRest, NetRentTerms } from "#ui/net-rent-line";
import { PerDegree } from "#ui/per-degree";

// Client parts so that a prerendered page carries the figures beside its markup, not the whole markup once more.

/** One line whose amounts are there for every degree; the degree switch shows one. */
export function NetRentVariants({ nets, stacked }: { nets: Record<ShownDegree, NetRent>; stacked?: boolean }) {
  const amount = (part: "livingFen" | "rentPartFen") => (
    <PerDegree as="span">{(degree) => <Money fen={nets[degree][part]} />}</PerDegree>
  );
  const paidOut = shownDegrees.filter((degree) => leavesRest(nets[degree]));
  return (
    <NetRentTerms
      stacked={stacked}
      rent={<Money fen={nets.none.rentFen} />}
      living={amount("livingFen")}
      rentPart={amount("rentPartFen")}
      yours={
        <PerDegree as="span">{(degree) => <Money fen={nets[degree].yoursFen} size="lg" unit="month" />}</PerDegree>
      }
      surplus={paidOut.map((degree) => (
        <div key={degree} data-for-degree={degree}>
          <NetRentRest net={nets[degree]} />
        </div>
      ))}
    />
  );
}

type Shared = { shareFen: Fen; yoursFen: Record<ShownDegree, Fen>; share: string; yours: string };

/** `share` and `yours` are the words before the two amounts. */
export function SharedRentVariants({ shareFen, yoursFen, share, yours }: Shared) {
  return (
    <PerDegree>
      {(degree) => (
        <p className="text-muted text-sm">
          {share} <Money fen={shareFen} size="sm" unit="month" />
          {degree !== "none" && (
            <>
              {yours} <Money fen={yoursFen[degree]} size="sm" unit="month" />
            </>
          )}
        </p>
      )}
    </PerDegree>
  );
}
