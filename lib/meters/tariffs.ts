import { readTariffs } from "#seeds/charges";
import type { Tariff } from "./rules-tariff.ts";

let known: readonly Tariff[] | undefined;

/** What use costs, read once from the complex's data. */
export const currentTariffs = (): readonly Tariff[] => {
  known ??= readTariffs();
  return known;
};
