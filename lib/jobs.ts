import { Cron } from "croner";
import { log } from "./log.ts";
import { expireOffers } from "./offers/commands.ts";

/**
 * Starts what happens by itself, and gives back how to stop it. Several instances may run the same job: each one's
 * work is done once because the commands decide inside their transactions.
 */
export function startJobs(): () => void {
  const jobs = [
    new Cron("* * * * *", { protect: true, catch: failed("expire offers") }, async () => {
      const done = await expireOffers({ now: new Date() });
      if (done.expired > 0) log.info(done, "offers expired");
    }),
  ];
  return () => {
    for (const job of jobs) job.stop();
  };
}

const failed = (job: string) => (error: unknown) => log.error({ err: error, job }, "job failed");
