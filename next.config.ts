import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules and the logger's worker must be loaded by Node itself, not bundled.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "@node-rs/argon2"],
  experimental: {
    // Two root layouts (public, private), so the page for unknown addresses stands alone.
    globalNotFound: true,
    serverActions: { bodySizeLimit: "1mb" },
  },
};

export default createNextIntlPlugin("./app/i18n/request.ts")(config);
