import { getLocale, getTranslations } from "next-intl/server";
import { nameIn } from "#i18n/names";
import { CHOICES } from "#lib/applications/forms";
import { applicationFor, type RoundRoomType, roundToApplyTo } from "#lib/applications/queries";
import { BrokenInvariant } from "#lib/errors";
import { yuanText } from "#lib/money";
import { type ExpectedRent, expectedRents } from "#lib/people/preview";
import { profileFor } from "#lib/people/queries";
import { Form, FormCheckbox, FormSelect } from "#ui/form";
import { PageHeader } from "#ui/page-header";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { myPage } from "../../../my-page.ts";
import { NetRentRow } from "../../../net-rent-row.tsx";
import { instantText, netOf } from "../../../texts.ts";
import { chooseAction } from "../../actions.ts";
import { type Draft, readDraft } from "../../draft.ts";
import { ApplySteps } from "./apply-steps.tsx";
import { ClosedRound, ProfileFirst } from "./not-now.tsx";

export default myPage<{ roundId: string }>("application.submit", async ({ actor, params, search }) => {
  const { round, open, roomTypes, applicationId } = await roundToApplyTo(actor, params.roundId);
  if (!open.ok) return <ClosedRound reason={open.reason} />;
  const { complete } = await profileFor(actor, actor.personId);
  if (!complete) return <ProfileFirst />;
  const rents = await expectedRents(actor, actor.personId);
  if (!rents.ok) throw new BrokenInvariant("the scheme holds no value for this month");
  const draft = readDraft(search) ?? (await sentBefore(applicationId));
  const t = await getTranslations("my.apply");
  const list = await getTranslations("my.applications");
  const locale = await getLocale();
  const rentOf = (id: string) => rents.rents.find((one) => one.roomTypeId === id);
  const options = roomTypes.map((type) => ({
    value: type.id,
    label: t("option", {
      name: nameIn(locale, type),
      area: type.areaM2,
      amount: yuanText(rentOf(type.id)?.expected.dueFen ?? type.rentFen),
    }),
  }));
  return (
    <div className="mx-auto grid max-w-prose gap-6">
      <ApplySteps current={0} />
      <div>
        <PageHeader
          eyebrow={`${nameIn(locale, round)} · ${list("closes", { date: instantText(locale, round.closesAt) })}`}
          title={t("title")}
          lead={t("lead")}
        />
        <Section title={t("typesTitle")} lead={t("perMonth")}>
          <RoomTypes types={roomTypes} rentOf={rentOf} />
        </Section>
        <Form action={chooseAction} hidden={{ roundId: round.id }}>
          {Array.from({ length: Math.min(CHOICES, roomTypes.length) }, (_, index) => index + 1).map((n) => (
            <FormSelect
              key={n}
              name={`choice${n}`}
              label={t("choice", { n: String(n) })}
              optional={n > 1}
              options={options}
              defaultValue={draft?.choices[n - 1]}
              placeholder={n > 1 ? t("choiceNone") : true}
            />
          ))}
          <FormCheckbox
            name="anyOther"
            value="yes"
            label={t("anyOther")}
            hint={t("anyOtherHint")}
            defaultChecked={draft?.anyOther}
          />
          <div>
            <SubmitButton size="lg" wide>
              {t("next")}
            </SubmitButton>
          </div>
        </Form>
      </div>
    </div>
  );

  async function sentBefore(id: string | null): Promise<Draft | null> {
    if (id === null) return null;
    const { choices, anyOther } = await applicationFor(actor, id);
    return { choices: choices.map((choice) => choice.roomTypeId), anyOther };
  }
});

type TypesProps = { types: readonly RoundRoomType[]; rentOf: (id: string) => ExpectedRent | undefined };

async function RoomTypes({ types, rentOf }: TypesProps) {
  const t = await getTranslations("my.apply");
  const locale = await getLocale();
  return (
    <ul className="divide-y divide-line border-line border-y">
      {types.map((type) => {
        const rent = rentOf(type.id);
        return (
          rent && (
            <NetRentRow
              key={type.id}
              name={nameIn(locale, type)}
              about={`${type.areaM2} ㎡ · ${t("free", { count: type.units })}`}
              net={netOf(rent.expected, type.rentFen)}
            />
          )
        );
      })}
    </ul>
  );
}
