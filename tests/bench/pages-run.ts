import autocannon from "autocannon";
import { database } from "#db/client";
import { signInAsDemo } from "#lib/accounts/commands";
import { invariant } from "#lib/errors";
import { loadComplex } from "#lib/inventory/commands";
import { seedDemo } from "#seeds/demo";
import { readComplexSeed } from "#seeds/wutong";
import { buildOnce } from "../../bin/build.ts";
import { build, type Server, start } from "./next-server.ts";
import { type Measured, median, rounded } from "./report.ts";

// The built product's pages beside bare pages of the same size, served and asked in turn. Prints a JSON line each.

const BARE = "tests/bench/bare";
const CONNECTIONS = 10;
const SECONDS = 4;
const REPETITIONS = 5;

buildOnce();
build(BARE);
const now = new Date();
const db = await database();
await db.migrate();
await loadComplex(readComplexSeed(), { now });
await seedDemo({ now });
const session = await signInAsDemo("demo-master", { now });
invariant(session.ok, "the demo's master signs in");
await db.close();

const product = await start(".", "/rooms", (origin) => ({ WUTONG_URL: origin, NEXTAUTH_URL: origin }));
const bare = await start(BARE, "/static/1");
try {
  const cookie = `wutong-session=${session.token}`;
  const measured = [
    await compare("/rooms, signed out", "/rooms", "static", {}),
    await compare("/my, signed in", "/my", "dynamic", { cookie }),
  ];
  for (const one of measured) process.stdout.write(`${JSON.stringify(one)}\n`);
} finally {
  await Promise.all([product.stop(), bare.stop()]);
}

async function compare(what: string, path: string, kind: string, headers: Record<string, string>): Promise<Measured> {
  const bytes = await sizeOf(product, path, headers);
  const barePath = await bareOfSize(kind, bytes);
  const [ours, floor]: [number[], number[]] = [[], []];
  const latencies: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const mine = await ask(product, path, headers);
    const theirs = await ask(bare, barePath, {});
    if (repetition === 0) continue; // warms both up
    ours.push(mine.requests.average);
    floor.push(theirs.requests.average);
    latencies.push(mine.latency.p99);
  }
  return {
    what,
    unit: "requests/s",
    ours: median(ours),
    floor: median(floor),
    ratio: median(floor) / median(ours),
    notes: {
      bytes,
      "bare bytes": await sizeOf(bare, barePath, {}),
      "p99 ms": rounded(median(latencies)),
      times: REPETITIONS,
      "peak MB": product.peakMemoryMb() ?? "unknown",
      "bare peak MB": bare.peakMemoryMb() ?? "unknown",
    },
  };
}

async function ask(server: Server, path: string, headers: Record<string, string>) {
  const url = server.origin + path;
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS });
  invariant(
    result.non2xx === 0 && result.errors === 0,
    `${path}: ${result.non2xx} bad answers, ${result.errors} errors`,
  );
  return result;
}

async function sizeOf(server: Server, path: string, headers: Record<string, string>): Promise<number> {
  const answer = await fetch(server.origin + path, { headers, redirect: "manual" });
  invariant(answer.status === 200, `${path} answered ${answer.status}`);
  return (await answer.arrayBuffer()).byteLength;
}

/** Two sizes of the bare page tell how much its text adds; the third is the page that is as large as ours. */
async function bareOfSize(kind: string, bytes: number): Promise<string> {
  const [small, large] = [await sizeOf(bare, `/${kind}/1000`, {}), await sizeOf(bare, `/${kind}/21000`, {})];
  const perByte = (large - small) / 20000;
  return `/${kind}/${Math.max(1, Math.round(1000 + (bytes - small) / perByte))}`;
}
