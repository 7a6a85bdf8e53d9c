import { z } from "zod";

const LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

const settings = z
  .object({
    WUTONG_URL: z.url({
      protocol: /^https?$/,
      error: "must be the site's address, for instance https://wutong.example.cn",
    }),
    WUTONG_SECRET: z.string().min(32, "must be at least 32 random characters: openssl rand -base64 32"),
    WUTONG_DATA_KEY: z
      .string()
      .regex(/^[A-Za-z0-9+/_-]{43}=?$/, "must be 32 random bytes in base64: openssl rand -base64 32"),
    WUTONG_DEMO: z.enum(["0", "1"], "must be 0 or 1").default("0"),
    WUTONG_PAY_URL: z.url({ protocol: /^https?$/, error: "must be the payment provider's address" }).optional(),
    WUTONG_PAY_SECRET: z.string().min(32, "must be at least 32 random characters, shared with the provider").optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  })
  .superRefine((given, context) => {
    if ((given.WUTONG_PAY_URL === undefined) !== (given.WUTONG_PAY_SECRET === undefined)) {
      const missing = given.WUTONG_PAY_URL === undefined ? "WUTONG_PAY_URL" : "WUTONG_PAY_SECRET";
      const message = "online payment needs both WUTONG_PAY_URL and WUTONG_PAY_SECRET; set both or neither";
      context.addIssue({ code: "custom", path: [missing], message });
    }
    if (given.WUTONG_DEMO !== "1") return;
    if (!LOCAL_HOSTS.includes(new URL(given.WUTONG_URL).hostname)) {
      context.addIssue({
        code: "custom",
        path: ["WUTONG_DEMO"],
        message: `demo mode signs anybody in as anyone: it is refused on ${new URL(given.WUTONG_URL).hostname}; unset WUTONG_DEMO or serve on localhost`,
      });
    }
  });

export type Env = {
  /** Scheme, host and port of the site, without a slash at the end. */
  origin: string;
  secret: string;
  dataKey: Buffer;
  demo: boolean;
  /** The provider of online payments; null where there is none. */
  pay: { url: string; secret: string } | null;
  logLevel: string;
};

export class BadEnvironment extends Error {
  override name = "BadEnvironment";
}

/** Reads the process's settings; throws `BadEnvironment` with one line per setting that is wrong. */
export function readEnv(given: Record<string, string | undefined>): Env {
  const read = settings.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map(
      (issue) =>
        `${issue.path.join(".")}: ${given[String(issue.path[0])] || issue.code === "custom" ? issue.message : "is not set"}`,
    );
    throw new BadEnvironment(lines.join("\n"));
  }
  return {
    origin: new URL(read.data.WUTONG_URL).origin,
    secret: read.data.WUTONG_SECRET,
    dataKey: Buffer.from(read.data.WUTONG_DATA_KEY, "base64"),
    demo: read.data.WUTONG_DEMO === "1",
    pay:
      read.data.WUTONG_PAY_URL && read.data.WUTONG_PAY_SECRET
        ? { url: read.data.WUTONG_PAY_URL, secret: read.data.WUTONG_PAY_SECRET }
        : null,
    logLevel: read.data.LOG_LEVEL,
  };
}

let known: Env | undefined;

/** The settings, read once at the first use, so that importing anything (a build) needs none of them. */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}
