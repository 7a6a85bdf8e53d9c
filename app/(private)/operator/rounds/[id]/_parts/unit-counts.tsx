import { getLocale, getTranslations } from "next-intl/server";
import { textOf } from "#i18n/any-key";
import { nameIn } from "#i18n/names";
import { canGive, type PlaceMode, placeModes } from "#lib/rounds/rules-places";
import type { UnitChoice } from "#lib/rounds/tables";
import { Form } from "#ui/form";
import { SubmitButton } from "#ui/submit-button";
import { setRoundCountsAction } from "../../actions.ts";
import { CountField } from "./count-field.tsx";

type Props = { roundId: string; choice: UnitChoice };

/** Rooms of one bed go whole; others also by the bed, for women or for men. */
const modesOf = (beds: number): readonly PlaceMode[] => (beds > 1 ? placeModes : ["whole"]);

/** How many units of each building and type, whole or by the bed: a field for each cell that has any to give. */
export async function UnitCounts({ roundId, choice }: Props) {
  const t = await getTranslations("operator.rounds.units");
  const words = await getTranslations("words");
  const typeOf = (id: string) => textOf(words, `roomTypes.${id}`);
  const cells = choice.buildings.flatMap(({ id }) =>
    choice.roomTypes
      .filter((type) => unitsIn(choice, type.id, id).length > 0)
      .flatMap((type) => modesOf(type.beds).map((mode) => `${id}:${type.id}:${mode}`)),
  );
  return (
    <Form action={setRoundCountsAction} hidden={{ roundId }} className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <p className="max-w-prose text-muted text-sm">{t("countsHint")}</p>
      <div className="max-w-full overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="w-full border-collapse text-left text-sm">
          <caption className="sr-only">{t("countsCaption")}</caption>
          <thead>
            <tr className="border-line border-b bg-sunken text-muted">
              <th scope="col" className="sticky left-0 whitespace-nowrap bg-sunken px-3 py-2 font-medium">
                {t("building")}
              </th>
              {choice.roomTypes.map(({ id }) => (
                <th key={id} scope="col" className="whitespace-nowrap px-3 py-2 font-medium">
                  {typeOf(id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {choice.buildings.map((building) => (
              <Row key={building.id} building={building} choice={choice} cells={cells} typeOf={typeOf} />
            ))}
          </tbody>
          <tfoot>
            <tr className="bg-sunken font-semibold">
              <th scope="row" className="sticky left-0 whitespace-nowrap bg-sunken px-3 py-2 font-semibold">
                {t("total")}
              </th>
              {choice.roomTypes.map(({ id }) => (
                <td key={id} className="tabular px-3 py-2">
                  {unitsIn(choice, id).length}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <SubmitButton>{t("save")}</SubmitButton>
    </Form>
  );
}

const unitsIn = ({ free }: UnitChoice, roomTypeId: string, buildingId?: string) =>
  free.filter((unit) => unit.roomTypeId === roomTypeId && (!buildingId || unit.buildingId === buildingId));

type RowProps = {
  building: UnitChoice["buildings"][number];
  choice: UnitChoice;
  /** The cells that have a field, in the order in which they are sent. */
  cells: readonly string[];
  typeOf: (id: string) => string;
};

async function Row({ building, choice, cells, typeOf }: RowProps) {
  const t = await getTranslations("operator.rounds.units");
  const name = nameIn(await getLocale(), building);
  return (
    <tr className="border-line border-b align-top">
      <th scope="row" className="sticky left-0 whitespace-nowrap bg-surface px-3 py-3 font-medium">
        {name}
      </th>
      {choice.roomTypes.map(({ id, beds }) => {
        const here = unitsIn(choice, id, building.id);
        const vacant = here.filter(({ shared }) => shared === null).length;
        return (
          <td key={id} className="px-3 py-1.5">
            {here.length === 0 ? (
              <span className="text-muted">–</span>
            ) : (
              <span className="grid gap-1.5">
                {modesOf(beds).map((mode) => {
                  const cell = `${building.id}:${id}:${mode}`;
                  const free = here.filter((unit) => canGive(unit, mode)).length;
                  return (
                    <span key={mode} className="flex items-center gap-2 whitespace-nowrap">
                      <input type="hidden" name="cells" value={cell} />
                      <CountField
                        index={cells.indexOf(cell)}
                        now={here.filter((unit) => choice.chosen.get(unit.id) === mode).length}
                        free={free}
                        label={t("cellLabel", { building: name, type: typeOf(id), mode: t(`modes.${mode}`), free })}
                      />
                      <span className="tabular text-muted">
                        {beds > 1 ? t(`modes.${mode}`) : t("ofFree", { free })}
                      </span>
                    </span>
                  );
                })}
                {beds > 1 && (
                  <span className="text-muted text-xs">
                    {t("ofFreeAll", { free: vacant, shared: here.length - vacant })}
                  </span>
                )}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
