import { resolve } from "node:path";
import { loadSettings } from "./settings.ts";

// Called from anywhere, the schemes and the database are those of this checkout.
process.env.WUTONG_HOME ??= resolve(import.meta.dirname, "..");

// The command line. Exit codes: 0 done, 1 could not be done, 2 called wrongly.
// The settings come first: the schema is made for one kind of database when it is loaded.

type Command = { usage: string; summary: string; load: () => Promise<{ run: (args: string[]) => Promise<void> }> };
/** Works on files alone, so that whoever checks a round needs neither settings nor a database; gives the exit code. */
type FileCommand = {
  usage: string;
  summary: string;
  start: () => Promise<{ run: (args: string[]) => Promise<number> }>;
};

const COMMANDS: Record<string, Command | FileCommand> = {
  migrate: {
    usage: "migrate",
    summary: "bring the database to the state this version needs",
    load: () => import("./commands/migrate.ts"),
  },
  seed: {
    usage: "seed [demo|complex] [--seed NUMBER] [--scale SHARE]",
    summary: "fill an empty database: with the demo's invented year, or with the complex alone",
    load: () => import("./commands/seed.ts"),
  },
  "create-admin": {
    usage: "create-admin --email ADDRESS --name NAME",
    summary: "make an administrator; the password is asked for, piped in, or in WUTONG_PASSWORD",
    load: () => import("./commands/create-admin.ts"),
  },
  month: {
    usage: "month YYYY-MM",
    summary: "bill a month and draft its subsidies; running it again bills only what is new",
    load: () => import("./commands/month.ts"),
  },
  plan: {
    usage: "plan [SCHEME+SCHEME|SCHEME]",
    summary: "print the subsidy schemes that the complex pays by, or set them: + one after the other, | the best of",
    load: () => import("./commands/plan.ts"),
  },
  ledger: {
    usage: "ledger [ACCOUNT [YYYY-MM]]",
    summary: "print the trial balance, or one account's statement of a month",
    load: () => import("./commands/ledger.ts"),
  },
  doctor: {
    usage: "doctor",
    summary: "check versions, settings, database and migrations, and that bills, payments and ledger agree",
    load: () => import("./commands/doctor.ts"),
  },
  assess: {
    usage: "assess FILE",
    summary: "decide the cases in a file (- for standard input) by a subsidy scheme and print each with its reasons",
    start: () => import("./commands/assess.ts"),
  },
  draw: {
    usage: "draw FILE",
    summary: "run the round in a file (- for standard input) and print its result",
    start: () => import("./commands/draw.ts"),
  },
  verify: {
    usage: "verify FILE RESULT [UNITS]",
    summary: "run the round in a file and compare with the published result, and the units",
    start: () => import("./commands/verify.ts"),
  },
  hashes: {
    usage: "hashes FILE [UNITS]",
    summary: "print the hashes of a round that are published before its draw",
    start: () => import("./commands/hashes.ts"),
  },
};

function help(): string {
  const width = Math.max(...Object.values(COMMANDS).map(({ usage }) => usage.length));
  const lines = Object.values(COMMANDS).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return [
    "Usage: npm run -s wutong -- COMMAND [--local]",
    "",
    ...lines,
    `  ${"help".padEnd(width)}  this list`,
    "",
    "  --local  use the keys in .data/local.env, made at random when there are none",
    "",
    "Settings come from the environment: DATABASE_URL, WUTONG_URL, WUTONG_SECRET, WUTONG_DATA_KEY, WUTONG_DEMO.",
    "",
  ].join("\n");
}

async function main(given: string[]): Promise<number> {
  const local = given.includes("--local");
  const [name = "help", ...args] = given.filter((argument) => argument !== "--local");
  if (["help", "--help", "-h"].includes(name) || args.includes("--help")) {
    process.stdout.write(help());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    process.stderr.write(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  if ("start" in command) return (await command.start()).run(args);
  loadSettings({ local });
  process.env.LOG_LEVEL ??= "warn";
  return execute(command, args);
}

async function execute(command: Command, args: string[]): Promise<number> {
  const { checkDatabaseUrl, explain, isWrongOption, UsageError } = await import("./failures.ts");
  try {
    checkDatabaseUrl();
    await (await command.load()).run(args);
    return 0;
  } catch (error) {
    if (error instanceof UsageError || isWrongOption(error)) {
      process.stderr.write(`${error.message}\nUsage: wutong ${command.usage}\n`);
      return 2;
    }
    process.stderr.write(`${explain(error) ?? (error instanceof Error ? (error.stack ?? error.message) : error)}\n`);
    return 1;
  } finally {
    const { closeDatabase } = await import("#db/client");
    await closeDatabase();
  }
}

// Whoever reads the output may stop early (`| head`): that is no failure of the command.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await main(process.argv.slice(2));
