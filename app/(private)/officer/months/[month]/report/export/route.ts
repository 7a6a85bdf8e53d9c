import { getLocale, getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { written } from "#i18n/written";
import { isMonth } from "#lib/days";
import { monthReport } from "#lib/desk/report";
import { NotFound } from "#lib/errors";
import { paperOf } from "#lib/paper/paper";
import { reportPaper } from "./content.ts";

/** The month's report as a PDF, to be signed and handed on. */
export const GET = download<{ month: string }>("figures.view", async ({ actor, params }) => {
  if (!isMonth(params.month)) throw new NotFound();
  const now = new Date();
  const paper = await reportPaper(actor, await monthReport(actor, params.month, { now }), now);
  const t = await getTranslations("desk.report");
  const { month } = written(await getLocale(), { month: params.month });
  return { name: t("foot", { complex: paper.author, month }), pdf: await paperOf(paper) };
});
