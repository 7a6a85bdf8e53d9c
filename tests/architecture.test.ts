import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

type Import = { from: string; to: string; typeOnly: boolean };

const ROOMS: Record<string, string> = {
  "#lib/": "lib/",
  "#db/": "db/",
  "#seeds/": "seeds/",
  "#ui/": "app/ui/",
  "#i18n/": "app/i18n/",
  "#door/": "app/_door/",
  "#tests/": "tests/",
};

const files = globSync("{app,lib,db,seeds,bin,tests}/**/*.{ts,tsx}").filter((file) => !file.endsWith(".d.ts"));

/** What a file imports: paths in this project without their ending, or names of packages. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|import\("([^"]+)"\)/gm,
  );
  return [...found].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? "";
    return { from: file, to: placeOf(file, name), typeOnly: match[1] !== undefined };
  });
}

function placeOf(file: string, name: string): string {
  const bare = name.replace(/\.tsx?$/, "");
  if (name.startsWith(".")) return normalize(join(dirname(file), bare));
  const room = Object.keys(ROOMS).find((prefix) => name.startsWith(prefix));
  return room ? ROOMS[room] + bare.slice(room.length) : name;
}

const all = files.flatMap(importsOf);
const wrong = (
  where: (file: string) => boolean,
  to: (place: string) => boolean,
  allow: (found: Import) => boolean = () => false,
) => all.filter((found) => where(found.from) && to(found.to) && !allow(found)).map(({ from, to }) => `${from} → ${to}`);

const isRule = (file: string) =>
  /^lib\/[^/]+\/rules(?:-[^/]+)?\.ts$/.test(file) ||
  /^lib\/people\/(?:masks|numbers)\.ts$/.test(file) ||
  (/^lib\/allocation\//.test(file) && file !== "lib/allocation/access.ts");
const isLib = (file: string) => file.startsWith("lib/");
const isDb = (file: string) => file.startsWith("db/");
const inProject = (place: string) => /^(?:app|lib|db|seeds|bin|tests)\//.test(place);

test("the test reads the project: it sees files and imports of every room", () => {
  for (const room of ["app/", "lib/", "db/", "seeds/", "bin/"]) {
    expect(all.filter((found) => found.from.startsWith(room)).length, room).toBeGreaterThan(3);
  }
  expect(all.some((found) => found.from === "lib/offers/rules.ts" && found.to === "lib/leases/rules")).toBe(true);
});

test("imports name files that exist", () => {
  const missing = all.filter(
    ({ to }) => inProject(to) && ![".ts", ".tsx", "", ".d.ts", ".mjs", ".json"].some((end) => existsSync(to + end)),
  );
  expect(missing.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test("rules know no database, clock, framework or environment: only rules and the shared words below them", () => {
  const shared = /^lib\/(?:errors|money|days)$/;
  const outside = new Set(["node:crypto"]);
  const allowed = (place: string) => isRule(`${place}.ts`) || shared.test(place) || place.startsWith("@noble/hashes/");
  const bad = wrong(
    isRule,
    (place) => !allowed(place),
    (found) =>
      found.typeOnly && found.to.startsWith("lib/subsidy/scheme")
        ? true
        : outside.has(found.to) && /^lib\/(?:corrections|ledger|subsidy)\//.test(found.from),
  );
  expect(bad).toEqual([]);
  for (const file of files.filter(isRule)) {
    const text = readFileSync(file, "utf8");
    expect(/\bprocess\.env\b|\bDate\.now\(|new Date\(\)|Math\.random\(/.test(text), file).toBe(false);
  }
});

test("lib knows neither the framework nor the pages", () => {
  expect(wrong(isLib, (place) => /^app\/|^next(?:$|\/|-)|^react(?:$|\/|-)/.test(place))).toEqual([]);
});

test("the database knows nobody above it, only the rules below it: their words are its columns' choices", () => {
  const above = (place: string) => /^(?:app|lib|seeds|bin|tests)\//.test(place) && !isRule(`${place}.ts`);
  expect(wrong(isDb, above)).toEqual([]);
});

test("pages and components reach the database only through queries and commands", () => {
  const health = (found: Import) => found.from === "app/api/health/route.ts" || found.from === "app/_door/next-auth.ts";
  expect(
    wrong(
      (file) => file.startsWith("app/"),
      (place) => isDb(`${place}/`) || /^(?:drizzle-orm|better-sqlite3|pg)(?:$|\/)/.test(place),
      health,
    ),
  ).toEqual([]);
});

test("the design system knows no domain: it imports neither commands nor queries", () => {
  expect(
    wrong(
      (file) => file.startsWith("app/ui/"),
      (place) => /^lib\/.*\/(?:commands|queries|forms)/.test(place),
    ),
  ).toEqual([]);
});

test("the product imports nothing from the tests", () => {
  expect(
    wrong(
      (file) => !file.startsWith("tests/"),
      (place) => place.startsWith("tests/"),
    ),
  ).toEqual([]);
});

test("no file is called utils, helpers or manager", () => {
  expect(files.filter((file) => /(?:^|\/)(?:utils?|helpers?|manager)\.tsx?$/.test(file))).toEqual([]);
});
