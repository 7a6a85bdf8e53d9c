import { RoomTypePlan } from "#ui/room-type-plan";
import { Section } from "#ui/section";
import { SitePlan } from "#ui/site-plan";

const plans = [
  [60, 50, 210, 90],
  [340, 50, 210, 90],
  [650, 50, 210, 90],
  [930, 50, 210, 90],
  [60, 190, 100, 170],
  [1040, 190, 100, 170],
  [60, 400, 100, 170],
  [1040, 400, 100, 170],
  [60, 620, 280, 90],
  [460, 620, 240, 90],
  [860, 620, 280, 90],
] as const;

const buildings = plans.map(([x, y, width, height], index) => ({
  id: `b${index + 1}`,
  no: index + 1,
  name: `${index + 1}栋`,
  x,
  y,
  width,
  height,
  total: 128,
  free: [5, 12, 0, 7, 3, 9, 0, 14, 6, 8, 7][index] ?? 0,
  href: `/demo/ui?building=${index + 1}`,
}));

const types = [
  ["compact", "小单间"],
  ["single", "单人间"],
  ["double", "双人间"],
  ["triple", "三人套间"],
  ["quad", "四人套间"],
] as const;

export function PictureParts() {
  return (
    <>
      <Section title="总平面图">
        <SitePlan buildings={buildings} />
      </Section>
      <Section title="户型图">
        <div className="grid grid-cols-2 gap-6 sm:grid-cols-3 lg:grid-cols-5">
          {types.map(([type, name]) => (
            <figure key={type} className="grid gap-2">
              <div className="h-56">
                <RoomTypePlan type={type} name={name} />
              </div>
              <figcaption className="text-center text-sm">{name}</figcaption>
            </figure>
          ))}
        </div>
      </Section>
    </>
  );
}
