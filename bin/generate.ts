import { spawnSync } from "node:child_process";

// Both databases' migrations from the one schema: npm run generate -- NAME (add --custom for hand-written SQL).
const [name = "change", ...rest] = process.argv.slice(2);
const kit = "node_modules/drizzle-kit/bin.cjs";
for (const url of ["", "postgres://generate"]) {
  const done = spawnSync(process.execPath, [kit, "generate", "--name", name, ...rest], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: url },
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
