import { publicFile, publicFileKinds } from "#lib/rounds/public";

export const dynamic = "force-dynamic";

/** A published file, byte for byte: `roster`, `bundle`, `result` or `units`; `?run=` names an earlier run of the draw. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ code: string; file: string }> },
): Promise<Response> {
  const { code, file } = await params;
  const kind = publicFileKinds.find((one) => one === file);
  const asked = new URL(request.url).searchParams.get("run");
  const run = asked === null ? undefined : Number(asked);
  const found = kind && (run === undefined || Number.isSafeInteger(run)) ? await publicFile(code, kind, run) : null;
  if (!found) return Response.json({ error: "no published file of this round and name" }, { status: 404 });
  const etag = `"${found.sha256}"`;
  const headers = { "cache-control": "public, max-age=60", etag, "x-content-sha256": found.sha256 };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(found.content, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}
