import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";
import { atHome } from "#db/home";

/** Where a machine that serves only itself keeps its own keys, beside its database. */
export const localSettingsFile = (): string => atHome(".data/local.env");

/**
 * Completes the process's settings before the product is loaded: what the environment says always wins; without a
 * data key there, the keys of `.data/local.env` are used. `local` makes that file with fresh random keys, readable by
 * its owner only: a demo or a first try needs no settings at all, while a server never gets keys nobody chose.
 */
export function loadSettings({ local = false }: { local?: boolean } = {}): { file: string | null } {
  if (process.env.WUTONG_DATA_KEY) return { file: null };
  const file = localSettingsFile();
  if (local && !existsSync(file)) makeLocalSettings(file);
  if (!existsSync(file)) return { file: null };
  for (const [name, value] of Object.entries(parseEnv(readFileSync(file, "utf8")))) process.env[name] ??= value;
  return { file };
}

function makeLocalSettings(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const lines = [
    "# Keys of this machine, made at random. Whoever loses WUTONG_DATA_KEY loses the sealed personal data.",
    "WUTONG_URL=http://localhost:3000",
    `WUTONG_SECRET=${randomBytes(32).toString("base64url")}`,
    `WUTONG_DATA_KEY=${randomBytes(32).toString("base64")}`,
  ];
  try {
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    // Another process made it in the same moment: its keys count.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
