/**
 * Two kinds of "no".
 *
 * An expected refusal is a value, so that the caller must look at it and the page can explain it:
 * `reason` is a key of `refusals` in app/i18n, `values` fill its placeholders.
 * What should never happen on an honest path (another person's id, a broken invariant) is thrown.
 */
export type Refusal = {
  ok: false;
  reason: string;
  values?: Record<string, string | number>;
  /** Where single fields are to blame: one entry each, shown at the field. */
  problems?: Problem[];
};
export type Problem = { field: string; reason: string; values?: Record<string, string | number> };
export type Granted<T extends object> = { ok: true } & T;
export type Decision<T extends object = object> = Granted<T> | Refusal;

export const refuse = (reason: string, values?: Record<string, string | number>): Refusal =>
  values ? { ok: false, reason, values } : { ok: false, reason };

/** Refuses for what single fields hold; `problems` must not be empty. */
export const refuseFields = (problems: Problem[]): Refusal => ({ ok: false, reason: "check-fields", problems });

export const grant = <T extends object>(result: T): Granted<T> => ({ ok: true, ...result });

/** The thing does not exist, or the actor may not know that it does: answers 404. */
export class NotFound extends Error {
  override name = "NotFound";
}

/** The actor is known and may not do this: answers 403. */
export class Forbidden extends Error {
  override name = "Forbidden";
}

/** Something that the code itself must guarantee does not hold. */
export class BrokenInvariant extends Error {
  override name = "BrokenInvariant";
}

export function invariant(holds: unknown, message: string): asserts holds {
  if (!holds) throw new BrokenInvariant(message);
}
