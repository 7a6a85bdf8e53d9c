import { redirect } from "next/navigation";
import type { Action } from "#lib/access";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { Forbidden, NotFound } from "#lib/errors";
import { currentActor } from "./session.ts";

type Sheet = { name: string; text: string };
type Given<P> = { actor: Actor; params: P; search: URLSearchParams };

/**
 * A route that gives a sheet (CSV) to keep: names the action that lets somebody have it, as a page does, and answers what
 * queries throw with 404 and 403. Whoever is not signed in is sent to sign in.
 */
export function download<P>(action: Action, give: (given: Given<P>) => Promise<Sheet>) {
  return async function GET(request: Request, { params }: { params: Promise<P> }): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const actor = await currentActor();
    if (!actor) redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
    if (!mayEver(actor, action)) return new Response(null, { status: 403 });
    try {
      const { name, text } = await give({ actor, params: await params, search: searchParams });
      const file = `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.csv`)}`;
      return new Response(text, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": file,
          "cache-control": "private, no-store",
        },
      });
    } catch (error) {
      if (error instanceof NotFound) return new Response(null, { status: 404 });
      if (error instanceof Forbidden) return new Response(null, { status: 403 });
      throw error;
    }
  };
}
