import { z } from "zod";
import type { LateFeeRule } from "#lib/billing/rules-late-fee";
import { isDay } from "#lib/days";
import { meterKinds, type Tariff } from "#lib/meters/rules-tariff";
import { readJson } from "./read-json.ts";

const text = z.string().min(1);
const day = z.string().refine(isDay, "not a day");
/** `published` needs its document as the source; the others say that nobody has published them. */
const status = z.enum(["published", "setting", "illustrative"]);

const tier = z.strictObject({
  upToPerYear: z.number().positive().optional(),
  price: z.string().regex(/^\d{1,4}\.\d{2,4}$/, "a price is written in yuan with two to four decimals"),
});
const tariffsFile = z.strictObject({
  note: text,
  tariffs: z.array(
    z.strictObject({
      kind: z.enum(meterKinds),
      from: day,
      tiers: z
        .array(tier)
        .min(1)
        .refine(
          (tiers) => tiers.every((one, index) => (one.upToPerYear === undefined) === (index === tiers.length - 1)),
          "every tier but the last says how far it reaches",
        )
        .refine(
          (tiers) =>
            tiers.slice(1, -1).every((one, index) => (one.upToPerYear ?? 0) > (tiers[index]?.upToPerYear ?? 0)),
          "each tier reaches further than the one before",
        ),
      status,
      source: text,
    }),
  ),
});

/** What electricity, water and gas cost (`seeds/wutong/tariffs.json`). Throws BrokenInvariant on a file that breaks its form. */
export const readTariffs = (): Tariff[] =>
  readJson("wutong/tariffs.json", tariffsFile).tariffs.map(({ kind, from, tiers, status: of, source }) => ({
    kind,
    fromOn: from,
    tiers: tiers.map(({ upToPerYear, price }) => ({
      upToPerYear: upToPerYear === undefined ? null : Math.round(upToPerYear * 100),
      price: Math.round(Number(price) * 10_000),
    })),
    illustrative: of === "illustrative",
    source,
  }));

const lateFeeFile = z.strictObject({
  note: text,
  rules: z.array(
    z.strictObject({
      from: day,
      perDay: z.int().min(0).max(100_000),
      graceDays: z.int().min(0).max(365),
      capPercent: z.int().min(0).max(100),
      status,
      source: text,
    }),
  ),
});

/** What overdue rent costs (`seeds/wutong/late-fee.json`), by the day from which it holds. */
export const readLateFeeRules = (): LateFeeRule[] =>
  readJson("wutong/late-fee.json", lateFeeFile).rules.map(({ from, perDay, graceDays, capPercent }) => ({
    fromOn: from,
    perDay,
    graceDays,
    capPercent,
  }));
