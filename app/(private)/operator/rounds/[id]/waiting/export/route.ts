import { getLocale, getTranslations } from "next-intl/server";
import { download } from "#door/download";
import { waitingSheet } from "#lib/offers/queries";

/** One category's waiting list as a sheet. */
export const GET = download<{ id: string }>("waiting.list", async ({ actor, params, search }) => {
  const t = await getTranslations("waiting");
  const desk = await getTranslations("waiting.desk");
  const category = search.get("category") ?? "";
  const header = ["position", "place", "receiptNo", "name", "status", "since", "ended"] as const;
  const { code, text } = await waitingSheet(actor, params.id, category, {
    header: header.map((key) => desk(key)),
    status: (status) => t(`status.${status}`),
  });
  const name = (await getLocale()) === "en" ? "waiting" : desk("title");
  return { name: `${name}-${code}-${category}`, text };
});
