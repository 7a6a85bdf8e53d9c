import { Check, Clock } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { HouseholdApplication } from "#lib/exchange/queries";
import { yuanText } from "#lib/money";
import { Badge } from "#ui/badge";
import { ButtonLink } from "#ui/button";
import { Form } from "#ui/form";
import { Money } from "#ui/money";
import { Notice } from "#ui/notice";
import { Section } from "#ui/section";
import { SubmitButton } from "#ui/submit-button";
import { answerExchangeAction } from "../actions.ts";
import { chooseHref } from "../draft.ts";
import { placeNames } from "../place-text.ts";

type Props = { application: HouseholdApplication; roundId: string; open: boolean };

/** The household's list, who has agreed to it, and what can be done about it until closing. */
export async function Application({ application, roundId, open }: Props) {
  const t = await getTranslations("exchange");
  const words = await getTranslations("words");
  const { status, mine, complete, consents, receiptNo } = application;
  const standing = status === "submitted";
  const asked = standing && open && consents.some(({ me, agreed }) => me && !agreed);
  const missing = consents.filter(({ agreed }) => !agreed).map(({ name }) => name);
  return (
    <Section
      title={t("application.title")}
      lead={
        <>
          {t("application.receiptNo")} <span className="tabular">{receiptNo}</span>
        </>
      }
      actions={!standing && <Badge tone="grey">{t(`standing.${status}`)}</Badge>}
    >
      {standing && !complete && (
        <Notice tone="amber" title={t("application.incomplete")}>
          {t(open ? "application.missing" : "application.missed", { names: missing.join(words("listSeparator")) })}
        </Notice>
      )}
      {asked && <Answer application={application} roundId={roundId} />}
      <Wishes application={application} />
      {consents.length > 1 && standing && <Consents application={application} />}
      {mine && standing && open && (
        <p className="flex flex-wrap gap-3">
          <ButtonLink href={chooseHref(roundId, draftOf(application))} tone="quiet">
            {t("application.change")}
          </ButtonLink>
          <ButtonLink href={`/my/exchange/${roundId}/withdraw`} tone="link">
            {t("application.withdraw")}
          </ButtonLink>
        </p>
      )}
    </Section>
  );
}

const draftOf = ({ choices, maxNetRentFen }: HouseholdApplication) => ({
  places: choices.map(({ id }) => id),
  max: maxNetRentFen === null ? "" : yuanText(maxNetRentFen),
});

/** What a co-tenant is asked; a refusal takes the application back. */
async function Answer({ application, roundId }: Omit<Props, "open">) {
  const t = await getTranslations("exchange.answer");
  const hidden = { roundId, applicationId: application.id };
  return (
    <div className="grid gap-3 rounded-lg border border-amber-500 p-4">
      <p>{t("text", { name: application.leaderName })}</p>
      <p className="text-muted text-sm">{t("declaration")}</p>
      <div className="flex flex-wrap gap-3">
        <Form action={answerExchangeAction} hidden={{ ...hidden, answer: "agree" }}>
          <SubmitButton>{t("agree")}</SubmitButton>
        </Form>
        <Form action={answerExchangeAction} hidden={{ ...hidden, answer: "refuse" }}>
          <SubmitButton tone="quiet">{t("refuse")}</SubmitButton>
        </Form>
      </div>
    </div>
  );
}

async function Wishes({ application: { choices, maxNetRentFen } }: Pick<Props, "application">) {
  const t = await getTranslations("exchange");
  const { room, type } = await placeNames();
  return (
    <>
      <ol className="divide-y divide-line border-line border-y">
        {choices.map((place, index) => (
          <li key={place.id} className="flex items-baseline gap-3 py-2.5">
            <span className="tabular w-6 shrink-0 text-muted">{index + 1}</span>
            <span className="min-w-0 grow">
              {room(place)} <span className="text-muted text-sm">{type(place)}</span>
            </span>
            <Money fen={place.rentFen} size="sm" unit="month" />
          </li>
        ))}
      </ol>
      <p className="text-muted text-sm">
        {t("application.last")}
        {maxNetRentFen !== null && ` ${t("application.max", { amount: yuanText(maxNetRentFen) })}`}
      </p>
    </>
  );
}

async function Consents({ application: { consents } }: Pick<Props, "application">) {
  const t = await getTranslations("exchange.consents");
  return (
    <ul aria-label={t("title")} className="grid gap-2">
      {consents.map(({ name, me, leader, agreed }) => (
        <li key={name + String(me)} className="flex items-center gap-2">
          {agreed ? (
            <Check aria-hidden size={18} className="text-green-700" />
          ) : (
            <Clock aria-hidden size={18} className="text-amber-700" />
          )}
          {t(leader ? "sent" : agreed ? "agreed" : "waiting", { name: me ? t("you") : name })}
        </li>
      ))}
    </ul>
  );
}
