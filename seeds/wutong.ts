import { z } from "zod";
import { invariant } from "#lib/errors";
import { namesIn } from "#lib/subsidy/rules-plan";
import { readJson } from "./read-json.ts";
import { schemeNames } from "./schemes.ts";

const text = z.string().min(1);
const count = z.int().positive();
const rectangle = z.strictObject({ x: z.int().min(0), y: z.int().min(0), width: count, height: count });

const complexSchema = z.strictObject({
  note: text,
  id: text,
  nameZh: text,
  nameEn: text,
  subdistrictZh: text,
  subdistrictEn: text,
  districtZh: text,
  districtEn: text,
  cityZh: text,
  cityEn: text,
  conversionBeganIn: z.string().regex(/^\d{4}-\d{2}$/),
  schemeId: text,
  /** Where several schemes decide one month, in order; otherwise `schemeId` alone. */
  plan: z
    .array(z.union([text, z.strictObject({ bestOf: z.array(text).min(2) })]))
    .min(1)
    .optional(),
  facts: z.array(
    z.strictObject({
      code: text,
      value: z.union([z.string(), z.number()]),
      kind: z.enum(["published", "setting"]),
      source: text,
    }),
  ),
  sitePlan: z.strictObject({ setting: text, width: count, height: count, garden: rectangle }),
});

const buildingSchema = z.strictObject({
  id: z.string().regex(/^b\d{2}$/),
  no: count,
  nameZh: text,
  nameEn: text,
  floors: z.int().min(6).max(18),
  plan: rectangle,
});

const roomTypeSchema = z.strictObject({
  id: text,
  nameZh: text,
  nameEn: text,
  areaSqm: z.number().positive(),
  beds: count,
  rentFen: count,
  units: count,
  descriptionZh: text,
  descriptionEn: text,
});

const buildingsFile = z.strictObject({ setting: text, planSpace: text, items: z.array(buildingSchema) });
const roomTypesFile = z.strictObject({ setting: text, items: z.array(roomTypeSchema) });
const unitsFile = z.strictObject({
  setting: text,
  format: text,
  items: z.array(z.strictObject({ buildingId: text, floors: z.array(z.strictObject({ floor: count, rooms: text })) })),
});

export type ComplexSeed = z.output<typeof complexSchema>;
export type BuildingSeed = z.output<typeof buildingSchema>;
export type RoomTypeSeed = z.output<typeof roomTypeSchema>;
export type UnitSeed = { id: string; buildingId: string; roomTypeId: string; roomNo: string; floor: number };

/**
 * The complex as its data files say (`seeds/wutong/*.json`): 11 buildings, 1415 units, five room types.
 * Units come in order of building, floor and room. Rents in fen a month, areas in m², plan rectangles in the
 * space of `complex.sitePlan`. Throws BrokenInvariant, with the path, on a file that breaks its form.
 */
export function readComplexSeed(): {
  complex: ComplexSeed;
  buildings: BuildingSeed[];
  roomTypes: RoomTypeSeed[];
  units: UnitSeed[];
} {
  const complex = readJson("wutong/complex.json", complexSchema);
  for (const name of namesIn(complex.plan ?? [complex.schemeId]))
    invariant(
      schemeNames().includes(name),
      `seeds/wutong/complex.json: no scheme "${name}"; there are ${schemeNames().join(", ")}`,
    );
  const buildings = readJson("wutong/buildings.json", buildingsFile).items;
  const roomTypes = readJson("wutong/room-types.json", roomTypesFile).items;
  const units = expandUnits(readJson("wutong/units.json", unitsFile), roomTypes);
  return { complex, buildings, roomTypes, units };
}

function expandUnits(file: z.output<typeof unitsFile>, roomTypes: readonly RoomTypeSeed[]): UnitSeed[] {
  const known = new Set(roomTypes.map((type) => type.id));
  return file.items.flatMap(({ buildingId, floors }) =>
    floors.flatMap(({ floor, rooms }) =>
      rooms.split(" ").map((roomTypeId, index) => {
        invariant(
          known.has(roomTypeId),
          `seeds/wutong/units.json: ${buildingId} floor ${floor}: no type ${roomTypeId}`,
        );
        const roomNo = `${twoDigits(floor)}${twoDigits(index + 1)}`;
        return { id: `${buildingId}-${roomNo}`, buildingId, roomTypeId, roomNo, floor };
      }),
    ),
  );
}

const twoDigits = (value: number) => String(value).padStart(2, "0");
