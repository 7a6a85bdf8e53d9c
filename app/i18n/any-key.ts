/** Placeholder values of a message. */
export type MessageValues = Record<string, string | number | Date>;
type Translate = ((key: never, values?: never) => string) & { has(key: never): boolean };

/**
 * The text of a key that is only known at run time (a refusal's reason, a condition's id).
 * A key without a message gives the key itself, so that a page never breaks for want of a sentence.
 */
export function textOf(t: Translate, key: string, values?: MessageValues): string {
  return t.has(key as never) ? t(key as never, values as never) : key;
}
