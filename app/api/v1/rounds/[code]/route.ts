import { publicRound } from "#lib/rounds/public";

export const dynamic = "force-dynamic";

/** What is published of a round: its terms, the hashes fixed before the draw, every run of the draw, and where its files are. */
export async function GET(_request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const { code } = await params;
  const round = await publicRound(code);
  if (!round) return Response.json({ error: "no published round of this code" }, { status: 404 });
  const { id: _id, applicationCount: _count, ...published } = round;
  const file = (kind: string, run?: number) =>
    `/api/v1/rounds/${encodeURIComponent(code)}/${kind}${run === undefined ? "" : `?run=${run}`}`;
  const runs = round.runs.map(({ id: _run, ...run }) => ({
    ...run,
    files: {
      bundle: file("bundle", run.runNo),
      result: file("result", run.runNo),
      ...(round.unitsHash !== null && { units: file("units", run.runNo) }),
    },
  }));
  const roster = round.rosterHash === null ? null : file("roster");
  return Response.json({ ...published, roster, runs }, { headers: { "cache-control": "public, max-age=60" } });
}
