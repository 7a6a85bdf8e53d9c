import { database } from "#db/client";
import { log } from "#lib/log";

export const dynamic = "force-dynamic";

/** 200 when the database answers and holds what it should, 503 otherwise; the reason goes to the log only. */
export async function GET(): Promise<Response> {
  const bad = (await ready()).filter((fact) => !fact.ok);
  if (bad.length > 0) log.error({ facts: bad }, "not healthy");
  const status = bad.length === 0 ? 200 : 503;
  return Response.json(
    { status: status === 200 ? "ok" : "unavailable" },
    { status, headers: { "cache-control": "no-store" } },
  );
}

async function ready() {
  try {
    return await (await database()).health();
  } catch (error) {
    return [{ name: "database", ok: false, detail: error instanceof Error ? error.message : String(error) }];
  }
}
