import { env } from "./env.ts";
import { startJobs } from "./jobs.ts";
import { log } from "./log.ts";

/** What a server process does beside answering requests: checks its settings and runs the jobs. */
export function startServer(): void {
  env();
  const stopJobs = startJobs();
  // Next itself drains the requests under way on these signals and ends the process.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      stopJobs();
      log.info({ signal }, "stopping");
    });
  }
  log.info({ demo: env().demo }, "started");
}
