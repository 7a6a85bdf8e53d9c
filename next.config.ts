import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const headers = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(self), geolocation=(), microphone=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Native modules, the logger and what reads files beside its own code must be loaded by Node itself, not bundled.
  serverExternalPackages: ["better-sqlite3", "pg", "pino", "@node-rs/argon2", "pdfkit"],
  // `npm run check` checks the types, with the same compiler and settings; a build does not need to do it again.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: "/:path*", headers }],
  experimental: {
    authInterrupts: true,
    globalNotFound: true,
    // A bank's list may have 5 MB (lib/billing/rules.ts); the form around it takes a little more.
    serverActions: { bodySizeLimit: "6mb" },
  },
};

export default createNextIntlPlugin("./app/i18n/request.ts")(config);
