import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { access } from "#lib/access";
import { roles } from "#lib/actor";
import { expectedAccess } from "#tests/support/access-table";

const routes = globSync("app/**/{page.tsx,route.ts,actions.ts}").sort();
const read = (file: string) => readFileSync(file, "utf8");

/** They serve what has asked already: an audit row, the lease of an answered offer, the names beside a shown batch. */
const WRITTEN_FOR_ASKERS = ["lib/audit/commands.ts", "lib/offers/signing.ts", "lib/subsidy/signers.ts"];
const LETTERS = { any: "A", own: "O", never: "-" };

/** Pages and routes that anybody may ask for: everything else must name the action that lets somebody in. */
const OPEN_PAGES = /^app\/(?:\(public\)\/|\(private\)\/(?:sign-in|demo)\/)/;
const OPEN_ROUTES = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/health/route.ts",
  // Believes nobody but who signed the bytes: tests/commands/online.test.ts.
  "app/api/v1/payments/callback/[provider]/route.ts",
  "app/api/v1/rounds/[code]/[file]/route.ts",
  "app/api/v1/rounds/[code]/route.ts",
  "app/language/route.ts",
];
/** Sheets to keep: they name the action that lets somebody have them, as pages do. */
const GUARDED_ROUTES = globSync("app/**/export/route.ts").sort();
/** Signing out takes no form: it ends whichever session asks. */
const SIGN_OUT = "app/(private)/sign-out-action.ts";
const OPEN_ACTIONS = /^app\/\(private\)\/(?:sign-in|demo)\//;

test("every action has a row in the table, and every row says for each role what the code says", () => {
  const actual = Object.fromEntries(
    Object.entries(access).map(([action, rule]) => [
      action,
      [...roles, "system" as const].map((role) => LETTERS[rule[role] ?? "never"]).join(""),
    ]),
  );
  expect(actual).toEqual(expectedAccess);
});

test("an auditor reads and changes nothing but their own password, and nobody but talents acts as a person", () => {
  const reading = /\.(?:list|view|read|end)$|^password\.change$/;
  for (const [action, rule] of Object.entries(access)) {
    if (rule.auditor) expect(action).toMatch(reading);
    for (const role of roles) if (rule[role] === "own") expect(role, action).toBe("talent");
  }
});

test("every signed-in page names an action of the table", () => {
  const pages = routes.filter((file) => file.endsWith("page.tsx") && !OPEN_PAGES.test(file));
  expect(pages.length).toBeGreaterThan(15);
  for (const file of pages) {
    const named = /export default (?:page|myPage)(?:<[^>]*>)?\(\s*"([^"]+)"/.exec(read(file))?.[1];
    expect(Object.keys(access), file).toContain(named);
  }
});

test("every server action goes through the door, and only signing in is open", () => {
  const files = globSync("app/**/*.{ts,tsx}").filter((file) => /^"use server"/m.test(read(file)) && file !== SIGN_OUT);
  expect(read(SIGN_OUT)).toContain("await endSession()");
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const text = read(file);
    const exported = [...text.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map((match) => match[1]);
    const made = [...text.matchAll(/^export const (\w+) = (formAction|openFormAction|followAction)\(/gm)];
    expect(
      made.map((match) => match[1]),
      file,
    ).toEqual(exported);
    if (made.some((match) => match[2] === "openFormAction")) expect(file).toMatch(OPEN_ACTIONS);
  }
});

test("every route is open to all or names an action of the table", () => {
  expect(routes.filter((file) => file.endsWith("route.ts"))).toEqual([...OPEN_ROUTES, ...GUARDED_ROUTES].sort());
  expect(GUARDED_ROUTES.length).toBeGreaterThan(0);
  for (const file of GUARDED_ROUTES) {
    const named = /^export const GET = download(?:<[^>]*>)?\(\s*"([^"]+)"/m.exec(read(file))?.[1];
    expect(Object.keys(access), file).toContain(named);
    expect(read(file).match(/^export /gm), file).toHaveLength(1);
  }
});

test("every command and query that takes an actor asks the table, in its own file or where it hands the actor on", () => {
  const files = globSync("lib/*/*.ts").filter((file) => !/\/(?:access|rules[^/]*)\.ts$/.test(file));
  const taking = files.filter((file) =>
    /^export (?:const|async function|function) [^;{]*\bactor: Actor\b/m.test(read(file)),
  );
  expect(taking.length).toBeGreaterThan(15);
  const silent = taking.filter((file) => !/\bauthorize\(/.test(read(file)));
  expect(silent.sort()).toEqual(WRITTEN_FOR_ASKERS);
});
