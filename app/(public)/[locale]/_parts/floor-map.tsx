import Link from "next/link";
import { useTranslations } from "next-intl";
import { classes } from "#ui/tone";

type Floor = { floor: number; rooms: readonly { roomNo: string; roomTypeId: string; free: boolean }[] };
type Type = { id: string; name: string; areaM2: number };

/** A room's front is drawn wider the more space is behind it. */
const widthOf = (areaM2: number): string => {
  if (areaM2 < 20) return "w-11";
  if (areaM2 < 30) return "w-13";
  if (areaM2 < 50) return "w-16";
  return areaM2 < 70 ? "w-20" : "w-24";
};

/** A building seen from the front: floors from the top, rooms in order, green where a room can be had. */
export function FloorMap({
  floors,
  types,
  label,
}: {
  floors: readonly Floor[];
  types: readonly Type[];
  label: string;
}) {
  const t = useTranslations("public.building");
  const typeOf = new Map(types.map((type) => [type.id, type]));
  return (
    <div className="grid gap-5">
      <p className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="inline-block h-5 w-8 rounded-sm border border-green-700 bg-green-100" />
          {t("free")}
        </span>
        <span className="inline-flex items-center gap-2">
          <span aria-hidden className="inline-block h-5 w-8 rounded-sm border border-line bg-sunken" />
          {t("taken")}
        </span>
        <span className="text-muted">{t("widths")}</span>
      </p>
      <ol aria-label={label} className="grid gap-y-1.5">
        {floors.map(({ floor, rooms }) => (
          <li
            key={floor}
            className="grid grid-cols-[3rem_minmax(0,1fr)] gap-3 border-line border-t pt-1.5 lg:border-0 lg:pt-0"
          >
            <span className="tabular pt-2.5 text-muted text-sm">{t("floor", { floor })}</span>
            <ol className="flex flex-wrap gap-1.5">
              {rooms.map((room) => (
                <Room key={room.roomNo} room={room} type={typeOf.get(room.roomTypeId)} />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Room({ room, type }: { room: Floor["rooms"][number]; type: Type | undefined }) {
  const t = useTranslations("public.building");
  const words = `${type?.name ?? ""} ${room.free ? t("free") : t("taken")}`;
  const look = classes(
    "tabular flex h-11 min-w-full items-center justify-center rounded-sm border text-sm",
    widthOf(type?.areaM2 ?? 0),
    room.free
      ? "border-green-700 bg-green-100 font-medium text-green-700 hover:bg-green-700 hover:text-on-fill"
      : "border-line bg-sunken text-muted",
  );
  return (
    <li title={words} className="lg:grow">
      {room.free ? (
        <Link href={`/rooms/${room.roomTypeId}`} prefetch={false} className={look}>
          {room.roomNo}
          <span className="sr-only"> {words}</span>
        </Link>
      ) : (
        <span className={look}>
          {room.roomNo}
          <span className="sr-only"> {words}</span>
        </span>
      )}
    </li>
  );
}
