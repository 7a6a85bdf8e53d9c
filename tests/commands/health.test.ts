import { connect, createServer, type Server, type Socket } from "node:net";
import { expect, test } from "vitest";
import { openDatabase, useDatabase } from "#db/client";
import { dialect } from "#db/dialect";
import { freshDatabase, freshPostgres } from "#tests/support/database";
import { GET } from "../../app/api/health/route.ts";

const db = freshDatabase();
const health = async () => {
  const answer = await GET();
  return { status: answer.status, cache: answer.headers.get("cache-control"), said: await answer.json() };
};
const WELL = { status: 200, cache: "no-store", said: { status: "ok" } };
const AWAY = { status: 503, cache: "no-store", said: { status: "unavailable" } };

test("a database that answers, is set up safely and fully migrated is healthy", async () => {
  expect(await health()).toEqual(WELL);
});

test("a database that has been closed is away, without saying why; another one is well again", async () => {
  const url = dialect === "postgres" ? await freshPostgres() : { url: ":memory:", drop: () => {} };
  const other = await openDatabase(url.url);
  useDatabase(other);
  expect(await health()).toEqual(AWAY); // not migrated
  await other.close();
  expect(await health()).toEqual(AWAY);
  useDatabase(db());
  await url.drop();
  expect(await health()).toEqual(WELL);
});

/** A line to the PostgreSQL server that can be cut (nobody listens) or blocked (nothing comes through). */
function lineTo(target: URL) {
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  let blocked = false;
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((near) => {
        const far = connect(Number(target.port), target.hostname);
        for (const [from, to] of [
          [near, far],
          [far, near],
        ] as const) {
          sockets.add(from);
          from.on("error", () => to.destroy());
          from.on("close", () => to.destroy());
          from.on("data", (chunk) => {
            if (!blocked) to.write(chunk);
          });
        }
      });
      server.listen(port, "127.0.0.1", () => {
        const address = server?.address();
        port = address && typeof address === "object" ? address.port : 0;
        resolve();
      });
    });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    open,
    url() {
      const through = new URL(target);
      through.host = `127.0.0.1:${port}`;
      return through.href;
    },
    block(on: boolean) {
      blocked = on;
    },
    cut: () =>
      new Promise<void>((resolve) => {
        server?.close(() => resolve());
        hangUp();
      }),
  };
}

if (dialect === "postgres")
  test("a PostgreSQL that goes away answers 503, and 200 when it is back", async () => {
    const made = await freshPostgres();
    const line = lineTo(new URL(made.url));
    await line.open();
    const away = await openDatabase(line.url());
    await away.migrate();
    useDatabase(away);
    expect(await health()).toEqual(WELL);
    await line.cut();
    expect(await health()).toEqual(AWAY);
    expect(await health()).toEqual(AWAY);
    await line.open();
    expect(await health()).toEqual(WELL);

    // Fifteen questions: more than the pool has connections.
    line.block(true);
    expect(await Promise.all(Array.from({ length: 15 }, health))).toEqual(Array(15).fill(AWAY));
    line.block(false);
    expect(await health()).toEqual(WELL);
    useDatabase(db());
    await away.close();
    await line.cut();
    await made.drop();
  });
