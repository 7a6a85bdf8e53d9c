import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { schemeJsonSchema } from "#lib/subsidy/scheme-form";

// The JSON Schema that editors read, made anew from the form of a scheme: npm run schema
const file = "seeds/schemes/scheme.schema.json";
writeFileSync(file, `${JSON.stringify(schemeJsonSchema(), null, 2)}\n`);
const biome = "node_modules/@biomejs/biome/bin/biome";
process.exitCode = spawnSync(process.execPath, [biome, "format", "--write", file], { stdio: "inherit" }).status ?? 1;
