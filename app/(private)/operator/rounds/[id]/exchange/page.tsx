import { getLocale, getTranslations } from "next-intl/server";
import { page } from "#door/page";
import { nameIn } from "#i18n/names";
import { mayEver } from "#lib/authorize";
import { type DeskExchange, exchangeOf } from "#lib/exchange/desk";
import { roundFor } from "#lib/rounds/queries";
import { ButtonLink } from "#ui/button";
import { Card } from "#ui/card";
import { Day } from "#ui/day";
import { EmptyState } from "#ui/empty-state";
import { Form, FormCheckbox } from "#ui/form";
import { KeyFigures } from "#ui/key-figure";
import { MonthText } from "#ui/month-text";
import { Notice } from "#ui/notice";
import { PageHeader } from "#ui/page-header";
import { StatusBadge } from "#ui/status-badge";
import { SubmitButton } from "#ui/submit-button";
import { moveTenantsAction } from "./actions.ts";
import { Moves, Staying } from "./moves.tsx";
import { Waiting } from "./waiting.tsx";

export default page<{ id: string }>("exchange.moves.view", async ({ actor, params, search }) => {
  const round = await roundFor(actor, params.id);
  const exchange = await exchangeOf(actor, params.id);
  const t = await getTranslations("exchange.desk");
  const rounds = await getTranslations("operator.rounds");
  const { moves } = exchange;
  return (
    <>
      <PageHeader
        look="desk"
        title={t("title")}
        eyebrow={nameIn(await getLocale(), round)}
        status={<StatusBadge kind="round" status={round.status} />}
        lead={
          <>
            {t("on")} <Day on={exchange.on} />
          </>
        }
        breadcrumbs={[
          { label: rounds("title"), href: "/operator/rounds" },
          { label: round.code, href: `/operator/rounds/${round.id}` },
        ]}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        {search.notice === "moved" && (
          <Notice tone="green" live>
            {t("moved")}
          </Notice>
        )}
        {exchange.billAgain && (
          <Notice
            tone="amber"
            title={t("billAgain")}
            action={
              <ButtonLink href="/operator/months" tone="quiet">
                {t("toMonths")}
              </ButtonLink>
            }
          >
            {t("billAgainText")} <MonthText month={exchange.billAgain} />
          </Notice>
        )}
        {round.status === "offering" && !exchange.done && (
          <Move roundId={round.id} exchange={exchange} mayAct={mayEver(actor, "exchange.move")} />
        )}
        {moves.length === 0 ? (
          <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
        ) : (
          <>
            <Figures exchange={exchange} />
            <Moves moves={moves.filter(({ kind }) => kind !== "stay")} />
            <Staying moves={moves.filter(({ kind }) => kind === "stay")} />
          </>
        )}
        {moves.length === 0 && <Waiting rows={exchange.waiting} />}
      </div>
    </>
  );
});

async function Figures({ exchange: { moves } }: { exchange: DeskExchange }) {
  const t = await getTranslations("exchange.desk.figures");
  const count = (kind: string) => String(moves.filter((move) => move.kind === kind).length);
  const moving = moves.filter(({ kind }) => kind !== "stay").flatMap(({ households }) => households);
  const kept = moves.filter(({ state }) => state === "kept").flatMap(({ households }) => households).length;
  return (
    <KeyFigures
      figures={[
        { label: t("chains"), value: count("chain") },
        { label: t("loops"), value: count("loop") },
        { label: t("moving"), value: String(moving.length), hint: kept > 0 ? t("kept", { count: kept }) : undefined },
        { label: t("staying"), value: count("stay") },
      ]}
    />
  );
}

/** The one press that moves all leases: on its day, with what it does said before. */
async function Move({ roundId, exchange, mayAct }: { roundId: string; exchange: DeskExchange; mayAct: boolean }) {
  const t = await getTranslations("exchange.desk.move");
  return (
    <Card>
      <section aria-labelledby="move" className="grid gap-4">
        <h2 id="move" className="font-semibold">
          {t("title")}
        </h2>
        <p className="max-w-prose">{t("text")}</p>
        {exchange.due && mayAct ? (
          <Form action={moveTenantsAction} hidden={{ roundId }} className="grid gap-4">
            <FormCheckbox name="confirmed" value="yes" label={t("confirm")} />
            <SubmitButton>{t("go")}</SubmitButton>
          </Form>
        ) : (
          <p className="text-muted">
            {t("later")} <Day on={exchange.on} />
          </p>
        )}
      </section>
    </Card>
  );
}
