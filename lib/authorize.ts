import { type Action, access } from "./access.ts";
import type { Actor } from "./actor.ts";
import { Forbidden, NotFound } from "./errors.ts";

/**
 * The one gate of pages, actions, routes and jobs: denies unless the table says yes.
 * @param subject whose thing it is, where the rule says "own"
 * @throws Forbidden when the role may never do this
 * @throws NotFound when it is another person's: the answer must not tell that it exists
 */
export function authorize(actor: Actor, action: Action, subject?: { personId: string | null }): void {
  const rule = access[action][actor.role];
  if (!rule) throw new Forbidden(`${actor.role} may not ${action}`);
  if (rule === "own" && (subject === undefined || subject.personId === null || subject.personId !== actor.personId)) {
    throw new NotFound();
  }
}

/** Whether a page should show the way to an action at all. */
export const mayEver = (actor: Actor, action: Action): boolean => access[action][actor.role] !== undefined;
