/** Sketches of the five room types in decimetres: our own drawing, to the areas of seeds/wutong/room-types.json. */
export type RoomTypeId = "compact" | "single" | "double" | "triple" | "quad";
export type Box = readonly [x: number, y: number, width: number, height: number];
export type RoomDrawing = {
  size: readonly [width: number, height: number];
  baths: readonly Box[];
  kitchens: readonly Box[];
  balconies: readonly Box[];
  living: readonly Box[];
  /** The pillow lies at the upper edge. */
  beds: readonly Box[];
  desks: readonly Box[];
  wardrobes: readonly Box[];
  /** Inner walls that no room above draws. */
  walls: readonly Box[];
  /** On the upper wall: from and to. */
  windows: readonly (readonly [from: number, to: number])[];
  /** Hinge, width of the leaf, and to which side it swings. */
  doors: readonly (readonly [x: number, y: number, width: number, swing: "up" | "down"])[];
};

export const roomDrawings: Record<RoomTypeId, RoomDrawing> = {
  compact: {
    size: [32, 50],
    baths: [[0, 33, 17, 17]],
    kitchens: [],
    balconies: [],
    living: [],
    beds: [[2, 3, 11, 20]],
    desks: [[23, 3, 7, 13]],
    wardrobes: [[25, 22, 5, 13]],
    walls: [],
    windows: [[8, 24]],
    doors: [
      [20, 50, 9, "up"],
      [5, 33, 7, "up"],
    ],
  },
  single: {
    size: [38, 74],
    baths: [[0, 55, 18, 19]],
    kitchens: [[31, 50, 7, 24]],
    balconies: [[0, 0, 38, 12]],
    living: [],
    beds: [[3, 15, 15, 20]],
    desks: [[28, 16, 8, 14]],
    wardrobes: [[2, 41, 6, 12]],
    walls: [],
    windows: [[10, 28]],
    doors: [
      [20, 74, 9, "up"],
      [8, 55, 7, "up"],
    ],
  },
  double: {
    size: [50, 76],
    baths: [[0, 55, 21, 21]],
    kitchens: [[42, 50, 8, 26]],
    balconies: [[0, 0, 50, 12]],
    living: [],
    beds: [
      [3, 15, 12, 20],
      [35, 15, 12, 20],
    ],
    desks: [[18, 15, 14, 7]],
    wardrobes: [
      [2, 41, 6, 12],
      [42, 37, 6, 11],
    ],
    walls: [],
    windows: [[14, 36]],
    doors: [
      [25, 76, 9, "up"],
      [10, 55, 7, "up"],
    ],
  },
  triple: {
    size: [78, 80],
    baths: [[0, 61, 20, 19]],
    kitchens: [[58, 61, 20, 19]],
    balconies: [],
    living: [[20, 36, 38, 44]],
    beds: [
      [3, 3, 12, 20],
      [29, 3, 12, 20],
      [55, 3, 12, 20],
    ],
    desks: [
      [18, 3, 6, 12],
      [44, 3, 6, 12],
      [70, 3, 6, 12],
    ],
    wardrobes: [],
    walls: [
      [0, 0, 26, 34],
      [26, 0, 26, 34],
      [52, 0, 26, 34],
    ],
    windows: [
      [6, 20],
      [32, 46],
      [58, 72],
    ],
    doors: [
      [34, 80, 9, "up"],
      [15, 34, 8, "up"],
      [41, 34, 8, "up"],
      [55, 34, 8, "up"],
      [9, 61, 7, "up"],
    ],
  },
  quad: {
    size: [96, 82],
    baths: [
      [0, 62, 18, 20],
      [18, 62, 16, 20],
    ],
    kitchens: [[74, 62, 22, 20]],
    balconies: [],
    living: [[30, 36, 40, 46]],
    beds: [
      [3, 3, 11, 20],
      [27, 3, 11, 20],
      [51, 3, 11, 20],
      [75, 3, 11, 20],
    ],
    desks: [
      [16, 3, 6, 12],
      [40, 3, 6, 12],
      [64, 3, 6, 12],
      [88, 3, 6, 12],
    ],
    wardrobes: [],
    walls: [
      [0, 0, 24, 34],
      [24, 0, 24, 34],
      [48, 0, 24, 34],
      [72, 0, 24, 34],
    ],
    windows: [
      [5, 19],
      [29, 43],
      [53, 67],
      [77, 91],
    ],
    doors: [
      [44, 82, 9, "up"],
      [13, 34, 8, "up"],
      [37, 34, 8, "up"],
      [51, 34, 8, "up"],
      [75, 34, 8, "up"],
      [8, 62, 7, "up"],
      [22, 62, 7, "up"],
    ],
  },
};
