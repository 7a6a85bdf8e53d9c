import { publicProof } from "#lib/rounds/public-proof";

export const dynamic = "force-dynamic";

/** The proof of a published draw: everything needed to make it again, nothing that says who anybody is. */
export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const { code } = await params;
  const proof = await publicProof(code);
  if (!proof) return Response.json({ error: "no published draw of this code" }, { status: 404 });
  return Response.json(proof, { headers: { "cache-control": "public, max-age=60" } });
}
