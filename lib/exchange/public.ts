import { reader } from "#db/client";
import { publicRound } from "../rounds/public.ts";
import { drawnMoves } from "./drawn.ts";
import { endsInLeft, placesOfMove } from "./views.ts";

/** A chain or loop as everybody may see it: receipt numbers and the opaque labels of places, never a name or a room. */
export type PublicMove = {
  no: number;
  kind: "chain" | "loop" | "stay";
  /** labels in the order they are passed on; of a chain the last is where it ends */
  places: string[];
  /** it ends in a place that an earlier one leaves */
  endsInLeft: boolean;
  households: { receiptNo: string; rank: number; from: string; to: string }[];
};

/** What the valid draw of an exchange did, in its order, once the results are published; null before, and for other rounds. */
export async function publicMoves(code: string): Promise<PublicMove[] | null> {
  const round = await publicRound(code);
  if (round?.mechanism !== "exchange" || round.runs.length === 0) return null;
  const moves = (await drawnMoves(await reader(), round.id)) ?? [];
  return moves.map((move) => ({
    no: move.no,
    kind: move.kind,
    places: placesOfMove(move).map(({ label }) => label ?? ""),
    endsInLeft: endsInLeft(move),
    households: move.households.map(({ receiptNo, rank, from, to }) => ({
      receiptNo,
      rank,
      from: from.label ?? "",
      to: to.label ?? "",
    })),
  }));
}
