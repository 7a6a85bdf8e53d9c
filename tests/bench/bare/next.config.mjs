import { fileURLToPath } from "node:url";

// The floor of the pages bench: what Next itself costs. Never part of the product.
export default {
  poweredByHeader: false,
  turbopack: { root: fileURLToPath(new URL("../../..", import.meta.url)) },
};
