import { BrokenInvariant, type Decision } from "#lib/errors";

/** The demo's year is made of decisions that must be granted; a refusal means that the seed itself is wrong. */
export async function granted<T extends object>(what: string, decision: Promise<Decision<T>>): Promise<T> {
  const decided = await decision;
  if (decided.ok) return decided;
  const { reason, values, problems } = decided;
  throw new BrokenInvariant(`demo seed: ${what} was refused: ${JSON.stringify({ reason, values, problems })}`);
}
