import { createServer } from "node:net";
import { Failed } from "./failures.ts";

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** The port that was asked for on the command line. */
export function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Failed("--port must be a number from 1 to 65535");
  return port;
}

/** Resolves when nobody listens on the port, else says so in words that help. */
export function needPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is in use by another program. End it, or choose another: --port ${port + 1}`;
      reject(new Failed(error.code === "EADDRINUSE" ? taken : error.message));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}
