import { Cron } from "croner";
import { sweepExpired } from "./accounts/commands.ts";
import { system } from "./actor.ts";
import { sendReminders } from "./billing/reminders.ts";
import { beginTurns } from "./choosing/begin-turns.ts";
import { endTurns } from "./choosing/turns.ts";
import { moveDueRounds } from "./exchange/commands.ts";
import { log } from "./log.ts";
import { deliverTexts, outboxSender, type TextSender } from "./notices/delivery.ts";
import { expireOffers } from "./offers/commands.ts";
import { keepTimes } from "./rounds/commands.ts";
import { resumeDraws } from "./rounds/draw.ts";

/**
 * Starts what happens by itself, and gives back how to stop it. A run that is still going on is never joined by the
 * next (`protect`). Several instances may run the same job: offers expire once because the command decides inside its
 * transaction, and texts go out under ids that their gateway knows.
 */
export function startJobs({ sender = outboxSender }: { sender?: TextSender } = {}): () => void {
  const everyDay = { protect: true, timezone: "Asia/Shanghai" };
  const jobs = [
    new Cron("*/3 * * * * *", { protect: true, catch: failed("deliver texts") }, async () => {
      const done = await deliverTexts(sender, { now: new Date() });
      if (done.failed > 0) log.warn(done, "texts not sent");
    }),
    new Cron("* * * * *", { protect: true, catch: failed("expire offers") }, async () => {
      const done = await expireOffers({ now: new Date() });
      if (done.expired > 0) log.info(done, "offers expired");
    }),
    new Cron("*/5 * * * * *", { protect: true, catch: failed("end turns") }, async () => {
      const done = await endTurns({ now: new Date() });
      if (done.further + done.ended > 0) log.info(done, "turns ended");
    }),
    new Cron("*/5 * * * * *", { protect: true, catch: failed("begin turns") }, async () => {
      const done = await beginTurns({ now: new Date() });
      if (done.begun > 0) log.info(done, "turns begun");
    }),
    new Cron("* * * * *", { protect: true, catch: failed("keep times of rounds") }, async () => {
      const done = await keepTimes(system, { now: new Date() });
      if (done.opened + done.closed > 0) log.info(done, "rounds opened and closed");
    }),
    new Cron("*/20 * * * * *", { protect: true, catch: failed("resume draws") }, async () => {
      const done = await resumeDraws(system, { now: new Date() });
      if (done.resumed > 0) log.warn(done, "draws resumed");
    }),
    new Cron("10 0 * * *", { ...everyDay, catch: failed("move tenants of exchanges") }, async () => {
      const done = await moveDueRounds(system, { now: new Date() });
      if (done.rounds > 0) log.info(done, "exchanges moved");
    }),
    new Cron("0 9 * * *", { ...everyDay, catch: failed("remind of bills") }, async () => {
      const done = await sendReminders(system, { now: new Date() });
      if (done.sent > 0) log.info(done, "reminded of bills");
    }),
    new Cron("17 3 * * *", { protect: true, catch: failed("sweep") }, async () => {
      log.info(await sweepExpired({ now: new Date() }), "swept");
    }),
  ];
  return () => {
    for (const job of jobs) job.stop();
  };
}

const failed = (job: string) => (error: unknown) => log.error({ err: error, job }, "job failed");
