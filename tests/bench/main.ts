import { randomBytes } from "node:crypto";
import { type Measured, print } from "./report.ts";

// npm run bench [-- allocation round month whatif pages opening]: what each thing costs beside the least that it can cost, measured in the same run.
const BENCHES: Record<string, () => Promise<Measured[]>> = {
  allocation: async () => (await import("./allocation.ts")).allocation(),
  round: async () => (await import("./round.ts")).round(),
  month: async () => (await import("./month.ts")).month(),
  whatif: async () => (await import("./whatif.ts")).whatif(),
  pages: async () => (await import("./pages.ts")).pages(),
  opening: async () => (await import("./pages.ts")).opening(),
};

process.env.WUTONG_URL ??= "http://localhost:3000";
process.env.WUTONG_SECRET ??= randomBytes(32).toString("base64url");
process.env.WUTONG_DATA_KEY ??= randomBytes(32).toString("base64");
process.env.LOG_LEVEL ??= "warn";

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no bench "${unknown.join(", ")}". There are: ${Object.keys(BENCHES).join(", ")}`);
  process.exitCode = 2;
} else {
  const measured: Measured[] = [];
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.error(`— ${name}`);
    measured.push(...(await bench()));
  }
  print(measured);
}
