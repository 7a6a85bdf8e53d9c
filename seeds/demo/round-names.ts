import type { Month } from "#lib/days";

const HOUR_MS = 3_600_000;
export const hoursAfter = (from: Date, hours: number): Date => new Date(from.getTime() + hours * HOUR_MS);

export const named = (month: Month, no: string, nameZh: string, nameEn: string) => ({
  code: `${month}-${no}`,
  nameZh: `${month.slice(0, 4)}年${Number(month.slice(5))}月${nameZh}`,
  nameEn: `${nameEn} ${month}`,
});
