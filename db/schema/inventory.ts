import { unitStatuses } from "../../lib/inventory/rules.ts";
import { choice, count, fen, id, index, instant, json, table, text, uniqueIndex } from "../columns.ts";

/** Where a building stands on the site plan, in the plan's own coordinates. */
export type Plan = { x: number; y: number; width: number; height: number };

export const complexes = table("complexes", {
  id: id(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  addressZh: text().notNull(),
  addressEn: text().notNull(),
  scheme: text().notNull(),
  /** The schemes it pays by where they are several, in order; null: `scheme` alone. */
  plan: json<(string | { bestOf: string[] })[]>(),
});

export const buildings = table("buildings", {
  id: id(),
  complexId: text()
    .notNull()
    .references(() => complexes.id),
  no: count().notNull(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  floors: count().notNull(),
  plan: json<Plan>().notNull(),
});

export const roomTypes = table("room_types", {
  id: id(),
  complexId: text()
    .notNull()
    .references(() => complexes.id),
  position: count().notNull(),
  nameZh: text().notNull(),
  nameEn: text().notNull(),
  descriptionZh: text().notNull(),
  descriptionEn: text().notNull(),
  areaM2: count().notNull(),
  beds: count().notNull(),
  rentFen: fen().notNull(),
});

export const units = table(
  "units",
  {
    id: id(),
    buildingId: text()
      .notNull()
      .references(() => buildings.id),
    roomTypeId: text()
      .notNull()
      .references(() => roomTypes.id),
    roomNo: text().notNull(),
    floor: count().notNull(),
    status: choice(unitStatuses).notNull(),
    statusReason: text(),
    statusAt: instant().notNull(),
    /** set while it is let by the bed: who may live there, so that no room ever mixes */
    bedGender: choice(["female", "male"]),
  },
  (unit) => [
    uniqueIndex("units_room_in_building").on(unit.buildingId, unit.roomNo),
    index("units_by_status").on(unit.status, unit.roomTypeId),
  ],
);
