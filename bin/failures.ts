import { databaseUrl } from "#db/client";
import { BadEnvironment } from "#lib/env";
import { BrokenInvariant, type Refusal } from "#lib/errors";
import { refusalText } from "./refusal-text.ts";

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** The command was called rightly and cannot be done: exit code 1, the message says why and what to do. */
export class Failed extends Error {
  override name = "Failed";
}

export const failedBy = (refusal: Refusal): Failed => new Failed(refusalText(refusal));

/** Where the database is, as it may be printed: never with the password. */
export function databasePlace(url = databaseUrl()): string {
  if (!/^postgres(ql)?:\/\//.test(url)) return url;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed) return "the address in DATABASE_URL, which is not a postgres:// address";
  const socket = parsed.searchParams.get("host");
  return socket ?? `${parsed.hostname || "localhost"}:${parsed.port || "5432"}${parsed.pathname}`;
}

/** Refuses an address that would otherwise be taken for the name of a SQLite file. */
export function checkDatabaseUrl(url = databaseUrl()): void {
  // One letter before the colon is a drive.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(url)?.[1];
  if (!scheme) return;
  if (!/^postgres(ql)?$/.test(scheme))
    throw new Failed(`DATABASE_URL begins with ${scheme}:; it must be postgres://… or the path of a SQLite file`);
  if (!url.startsWith(`${scheme}://`) || !URL.canParse(url))
    throw new Failed("DATABASE_URL is not an address: postgres://USER:PASSWORD@HOST:PORT/DATABASE");
}

const UNREACHABLE: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no such host",
  EAI_AGAIN: "the host's name cannot be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to it",
  ECONNRESET: "it closed the connection",
  ENOENT: "no such socket",
};
const REFUSED: Record<string, string> = {
  "28P01": "it refuses the user or the password",
  "28000": "it refuses the user",
  "3D000": "it has no database of that name",
  "53300": "it has no connection left",
  "57P03": "it is starting up or shutting down",
};

/** An option that does not exist, or has no value, as `parseArgs` says it. */
export const isWrongOption = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && /^ERR_PARSE_ARGS/.test(String(error.code));

/** What to print of an error, null where only the error itself can say (a bug: its stack is wanted). */
export function explain(error: unknown): string | null {
  if (error instanceof UsageError || error instanceof Failed || isWrongOption(error)) return error.message;
  if (error instanceof BadEnvironment) return `The settings are not complete:\n${indent(error.message)}`;
  for (const cause of causes(error)) {
    const said = databaseTrouble(cause);
    if (said) return said;
    if (cause instanceof BrokenInvariant) return `Something that must hold does not: ${cause.message}`;
  }
  return null;
}

function databaseTrouble(error: Error): string | null {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const network = UNREACHABLE[code] ?? (/timeout/i.test(error.message) && !code ? UNREACHABLE.ETIMEDOUT : undefined);
  if (network && ("syscall" in error || !code))
    return `The database at ${databasePlace()} does not answer: ${network}.\nIs PostgreSQL running there, and is DATABASE_URL right?`;
  const refused = REFUSED[code];
  if (refused) return `The database at ${databasePlace()} cannot be used: ${refused}. Is DATABASE_URL right?`;
  if (code === "42P01" || /no such table/.test(error.message))
    return `The database at ${databasePlace()} has not been set up: run "wutong migrate" first.`;
  if (/^SQLITE_(CANTOPEN|NOTADB|READONLY|IOERR|CORRUPT)/.test(code) || /^E(ACCES|NOTDIR|ROFS|EXIST)$/.test(code))
    return `The database file ${databasePlace()} cannot be used: ${error.message}`;
  return null;
}

/** The error, what it was caused by, and (PostgreSQL tries several addresses) what it is made of. */
function* causes(error: unknown): Generator<Error> {
  if (!(error instanceof Error)) return;
  yield error;
  if (error instanceof AggregateError) for (const part of error.errors) yield* causes(part);
  yield* causes(error.cause);
}

const indent = (text: string): string => text.replace(/^/gm, "  ");
