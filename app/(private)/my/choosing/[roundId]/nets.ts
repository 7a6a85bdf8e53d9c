import type { ChoosingView } from "#lib/choosing/queries";
import { BrokenInvariant, invariant } from "#lib/errors";
import { type Fen, splitFen } from "#lib/money";
import { expectedNets } from "#lib/people/preview";
import type { NetRent } from "#ui/net-rent-line";
import type { Talent } from "../../my-page.ts";
import { netOf } from "../../texts.ts";

/** One person's part of a rent that a group shares equally. */
export function shareOf(rentFen: Fen, group: number): Fen {
  const [mine] = splitFen(
    rentFen,
    Array.from({ length: group }, () => 1),
  );
  invariant(mine !== undefined, "a group has somebody in it");
  return mine;
}

/** What each rent of the map comes to for the person, of a group for their own part; by the place's whole rent. */
export async function netsOf(actor: Talent, view: ChoosingView, now: Date): Promise<Map<Fen, NetRent>> {
  const rents = [...new Set(view.places.map(({ rentFen }) => rentFen))];
  const shares = rents.map((rentFen) => shareOf(rentFen, view.group));
  const expected = await expectedNets(actor, actor.personId, shares, now);
  if (!expected.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  return new Map(
    rents.flatMap((rentFen, index) => {
      const share = shares[index] ?? rentFen;
      const net = expected.nets.get(share);
      return net ? [[rentFen, netOf(net, share)] as const] : [];
    }),
  );
}
