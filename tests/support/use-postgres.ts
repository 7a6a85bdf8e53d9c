import { inject } from "vitest";

// Set before any module of the product is loaded: the dialect is decided once per process.
process.env.DATABASE_URL = inject("postgresUrl");
