import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import type { UnitChoice } from "#lib/rounds/tables";
import { Form } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { setRoundUnitsAction } from "../../actions.ts";

/** Everything that can be given with a box, by building: vacant units whole, and the free beds of rooms with others. */
export async function UnitList({ roundId, choice }: { roundId: string; choice: UnitChoice }) {
  const t = await getTranslations("operator.rounds.units");
  const words = await getTranslations("words");
  const locale = await getLocale();
  return (
    <Form action={setRoundUnitsAction} hidden={{ roundId }} className="grid gap-6">
      {choice.buildings.map((building) => (
        <fieldset key={building.id} className="grid gap-2">
          <legend className="mb-2 font-medium">{nameIn(locale, building)}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))]">
            {choice.free
              .filter((unit) => unit.buildingId === building.id)
              .map((unit) => (
                <label
                  key={unit.id}
                  className="flex min-h-11 items-center gap-3 rounded-md border border-line-strong bg-surface px-3 py-1.5 hover:border-ink has-checked:border-green-700 has-checked:bg-green-100"
                >
                  <input
                    type="checkbox"
                    name="unitIds"
                    value={unit.shared ? `${unit.id}:${unit.shared.gender}` : unit.id}
                    defaultChecked={choice.chosen.has(unit.id)}
                    className="size-5 shrink-0"
                  />
                  <span className="grid leading-tight">
                    <span className="tabular">{unit.roomNo}</span>
                    <span className="text-muted text-sm">{textOf(words, `roomTypes.${unit.roomTypeId}`)}</span>
                    {unit.shared && (
                      <span className="text-muted text-sm">
                        {t("bedsLeft", { count: unit.shared.beds.length, mode: t(`modes.${unit.shared.gender}`) })}
                      </span>
                    )}
                  </span>
                </label>
              ))}
          </div>
        </fieldset>
      ))}
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}
