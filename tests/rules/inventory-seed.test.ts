import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readComplexSeed } from "#seeds/wutong";

const { complex, buildings, roomTypes, units } = readComplexSeed();
const countOf = (roomTypeId: string) => units.filter((unit) => unit.roomTypeId === roomTypeId).length;
const file = (name: string) => JSON.parse(readFileSync(new URL(`../../seeds/wutong/${name}`, import.meta.url), "utf8"));

type Rectangle = { x: number; y: number; width: number; height: number };
const overlap = (a: Rectangle, b: Rectangle) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe("the complex has the published figures", () => {
  test("there are 11 buildings, numbered 1 to 11", () => {
    expect(buildings.map((building) => building.no)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(buildings.map((building) => building.id)).toEqual(
      buildings.map((building) => `b${String(building.no).padStart(2, "0")}`),
    );
  });

  test("there are 1415 units", () => {
    expect(units).toHaveLength(1415);
  });

  test("there are five room types", () => {
    expect(roomTypes.map((type) => type.id)).toEqual(["compact", "single", "double", "triple", "quad"]);
  });

  test("there are 3500 beds", () => {
    const beds = new Map(roomTypes.map((type) => [type.id, type.beds]));
    expect(units.reduce((sum, unit) => sum + (beds.get(unit.roomTypeId) ?? Number.NaN), 0)).toBe(3500);
  });

  test("rents go from 1000 to 3000 yuan a month, a single room costs 1450", () => {
    const rents = roomTypes.map((type) => type.rentFen);
    expect(Math.min(...rents)).toBe(100000);
    expect(Math.max(...rents)).toBe(300000);
    expect(roomTypes.find((type) => type.id === "single")?.rentFen).toBe(145000);
  });

  test("the complex stands in Longhutang, Xinbei, Changzhou and its conversion began in 2020-09", () => {
    expect(complex).toMatchObject({
      nameZh: "拾壹梧桐人才公寓",
      subdistrictZh: "龙虎塘街道",
      districtZh: "新北区",
      cityZh: "常州市",
      conversionBeganIn: "2020-09",
    });
  });

  test("the figures that the complex states are those of its files", () => {
    const stated = Object.fromEntries(complex.facts.map((fact) => [fact.code, fact.value]));
    expect(stated).toMatchObject({
      buildings: buildings.length,
      units: units.length,
      beds: 3500,
      "room-types": roomTypes.length,
      "lowest-rent-fen": 100000,
      "highest-rent-fen": 300000,
      "single-room-rent-fen": 145000,
    });
  });
});

describe("the rooms are laid out sensibly", () => {
  test("each type has the units that it states", () => {
    expect(Object.fromEntries(roomTypes.map((type) => [type.id, countOf(type.id)]))).toEqual({
      compact: 75,
      single: 310,
      double: 375,
      triple: 255,
      quad: 400,
    });
    for (const type of roomTypes) expect(type.units).toBe(countOf(type.id));
  });

  test("every unit has an id of its own, made from building and room number", () => {
    expect(new Set(units.map((unit) => unit.id)).size).toBe(units.length);
    for (const unit of units) {
      expect(unit.id).toBe(`${unit.buildingId}-${unit.roomNo}`);
      expect(Number(unit.roomNo.slice(0, 2))).toBe(unit.floor);
    }
  });

  test("every unit stands in a building, on one of its floors, and every floor has rooms", () => {
    for (const building of buildings) {
      const floors = new Set(units.filter((unit) => unit.buildingId === building.id).map((unit) => unit.floor));
      expect([...floors].sort((a, b) => a - b)).toEqual(Array.from({ length: building.floors }, (_, i) => i + 1));
    }
    const known = new Set(buildings.map((building) => building.id));
    expect(units.every((unit) => known.has(unit.buildingId))).toBe(true);
  });

  test("each building mixes at least four types", () => {
    for (const building of buildings) {
      const types = units.filter((unit) => unit.buildingId === building.id).map((unit) => unit.roomTypeId);
      expect(new Set(types).size).toBeGreaterThanOrEqual(4);
    }
  });
});

describe("the site plan can be drawn", () => {
  test("buildings lie inside the plan and overlap neither each other nor the garden", () => {
    const { width, height, garden } = complex.sitePlan;
    expect([width, height]).toEqual([1200, 760]);
    const all = [...buildings.map((building) => building.plan), garden];
    for (const [index, one] of all.entries()) {
      expect(one.x + one.width).toBeLessThanOrEqual(width);
      expect(one.y + one.height).toBeLessThanOrEqual(height);
      for (const other of all.slice(index + 1)) expect(overlap(one, other)).toBe(false);
    }
  });
});

test("each file marks what is our own setting", () => {
  for (const name of ["buildings.json", "room-types.json", "units.json"]) {
    expect(file(name).setting).toContain("Our own setting");
  }
  expect(file("complex.json").note).toContain("our own setting");
});
