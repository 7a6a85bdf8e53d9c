import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { z } from "zod";
import { createStaff } from "#lib/accounts/commands";
import { system } from "#lib/actor";
import { env } from "#lib/env";
import { failedBy, UsageError } from "../failures.ts";

/**
 * Makes an administrator. The password is never an argument, where every process of the machine could read it:
 * it comes from WUTONG_PASSWORD, from a pipe, or is asked for without being shown.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { email: { type: "string" }, name: { type: "string" } } });
  env(); // asks for the settings before it asks for a password
  const typing = process.stdin.isTTY;
  const email = (values.email ?? (typing ? await ask("E-mail: ") : "")).trim().toLowerCase();
  if (!z.email().safeParse(email).success) throw new UsageError("create-admin needs --email with an address");
  const name = (values.name ?? (typing ? await ask("Name: ") : "")).trim();
  if (name === "") throw new UsageError("create-admin needs --name");
  const password = process.env.WUTONG_PASSWORD ?? (typing ? await askHidden("Password: ") : await piped());
  const made = await createStaff(system, { email, name, role: "admin", password }, { now: new Date() });
  if (!made.ok) throw failedBy(made);
  process.stdout.write(`${email} can sign in as administrator.\n`);
}

const piped = async () => (await text(process.stdin)).replace(/\r?\n$/, "");

function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) =>
    lines.question(question, (answer) => {
      lines.close();
      resolve(answer);
    }),
  );
}

/** Reads a line key by key in raw mode, so that nothing is echoed. */
function askHidden(question: string): Promise<string> {
  process.stdout.write(question);
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding("utf8");
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = "";
    const end = (settle: () => void) => {
      stdin.off("data", onKeys);
      stdin.setRawMode(false);
      stdin.pause();
      process.stdout.write("\n");
      settle();
    };
    const onKeys = (keys: string) => {
      for (const key of keys) {
        if (key === "\r" || key === "\n") return end(() => resolve(typed));
        if (key === "\u0003") return end(() => reject(new UsageError("stopped")));
        typed = key === "\u007f" || key === "\b" ? typed.slice(0, -1) : typed + key;
      }
    };
    stdin.on("data", onKeys);
  });
}
