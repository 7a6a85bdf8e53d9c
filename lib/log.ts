import pino from "pino";

/** One JSON line per event on stdout. Ids and codes only: never a name, a number or an address of a person. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { app: "wutong" },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
});
