import { redirect } from "next/navigation";
import type { Action } from "#lib/access";
import type { Actor } from "#lib/actor";
import { mayEver } from "#lib/authorize";
import { Forbidden, NotFound } from "#lib/errors";
import { currentActor } from "./session.ts";

/** A CSV as text, or an xlsx or a PDF as bytes; `name` without its ending. */
type Sheet = { name: string } & ({ text: string } | { xlsx: Uint8Array } | { pdf: Uint8Array });
type Given<P> = { actor: Actor; params: P; search: URLSearchParams };

/**
 * A route that gives a sheet (CSV or xlsx) or a paper (PDF) to keep: names the action that lets somebody have it, as a page does, and answers what
 * queries throw with 404 and 403. Whoever is not signed in is sent to sign in.
 */
export function download<P>(action: Action, give: (given: Given<P>) => Promise<Sheet>) {
  return async function GET(request: Request, { params }: { params: Promise<P> }): Promise<Response> {
    const { pathname, search, searchParams } = new URL(request.url);
    const actor = await currentActor();
    if (!actor) redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
    if (!mayEver(actor, action)) return new Response(null, { status: 403 });
    try {
      const sheet = await give({ actor, params: await params, search: searchParams });
      const [body, type, ending] = contentOf(sheet);
      return new Response(body, {
        headers: {
          "content-type": type,
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${sheet.name}.${ending}`)}`,
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

function contentOf(sheet: Sheet): [BodyInit, string, string] {
  if ("text" in sheet) return [sheet.text, "text/csv; charset=utf-8", "csv"];
  if ("pdf" in sheet) return [new Uint8Array(sheet.pdf), "application/pdf", "pdf"];
  return [new Uint8Array(sheet.xlsx), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"];
}
