import type { Reader } from "#db/client";
import type { Actor } from "../actor.ts";
import type { Fen } from "../money.ts";
import type { WaitingKind } from "./rules-deadlines.ts";

/** One thing that waits for an officer, as the domain it belongs to tells it. */
export type Waiting = {
  kind: WaitingKind;
  id: string;
  /** The page where it is done. */
  href: string;
  /** Placeholders of `desk.queue.what.<kind>`. */
  values: Record<string, string | number>;
  amountFen: Fen | null;
  since: Date;
  /** Who made it or took the last step: a user's id, or `system`. */
  byId: string;
  /** Whether this officer may do it: nobody decides what they made. */
  mine: boolean;
};

/** A domain's share of the queue; it reads and asks nobody, the queue has asked already. */
export type WaitingSource = (db: Reader, actor: Actor) => Promise<Waiting[]>;
