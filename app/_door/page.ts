import { forbidden, notFound } from "next/navigation";
import type { ReactNode } from "react";
import type { Action } from "#lib/access";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { Forbidden, NotFound } from "#lib/errors";
import { requireActor } from "./session.ts";

type Search = Record<string, string | string[] | undefined>;
type PageProps<P> = { params: Promise<P>; searchParams: Promise<Search> };
export type Shown<P> = { actor: Actor; params: P; search: Record<string, string | undefined> };

/**
 * A signed-in page: names the action that lets somebody see it, so no page can forget to ask, and turns what
 * queries throw into the right answer (another person's id: 404; another role's page: 403).
 */
export function page<P = Record<string, never>>(action: Action, show: (given: Shown<P>) => Promise<ReactNode>) {
  return async function Page({ params, searchParams }: PageProps<P>) {
    const actor = await requireActor();
    if (!mayEver(actor, action)) forbidden();
    try {
      return await show({ actor, params: await params, search: firstOfEach(await searchParams) });
    } catch (error) {
      if (error instanceof NotFound) notFound();
      if (error instanceof Forbidden) forbidden();
      throw error;
    }
  };
}

const firstOfEach = (search: Search): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(search).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]));
