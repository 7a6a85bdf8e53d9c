import type { CheckStep, CheckStepId, PublishedRound } from "#lib/allocation/check";

/** Where the files of a round are, and what they are held against; `unitsUrl` is null where the round has no units. */
export type VerifyOrder = { bundleUrl: string; resultUrl: string; unitsUrl: string | null; published: PublishedRound };

/** What the worker tells the page. `share` is of the fetching or of the checking, from 0 to 1. */
export type VerifyNews =
  | { kind: "fetching"; bytes: number; share: number }
  | { kind: "checking"; step: CheckStepId; share: number }
  | { kind: "done"; steps: CheckStep[]; randomness: string | null; fetchMs: number; checkMs: number }
  | { kind: "unreachable" | "unsupported" };
