import { getLocale, getTranslations } from "next-intl/server";
import type { PlaceView } from "#lib/exchange/views";

type Named = Omit<PlaceView, "id" | "rentFen" | "areaM2">;

/** How places are called: with their room, or by building and room type only, where the room is nobody's business. */
export async function placeNames() {
  const locale = await getLocale();
  const t = await getTranslations("exchange");
  const building = (place: Named) => (locale === "en" ? place.buildingEn : place.buildingZh);
  const type = (place: Named) => (locale === "en" ? place.typeEn : place.typeZh);
  return {
    type,
    /** 3 栋 0501 室 · 1 号床 */
    room: (place: Named) =>
      place.bed === 0
        ? t("room", { building: building(place), roomNo: place.roomNo })
        : t("bed", { building: building(place), roomNo: place.roomNo, bed: place.bed }),
    /** 3 栋 · 双人间 */
    kind: (place: Named) => t("kind", { building: building(place), type: type(place), bed: place.bed }),
  };
}
