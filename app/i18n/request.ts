import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { defaultLocale, isLocale, localeCookie } from "./locales.ts";
import { messagesOf } from "./messages.ts";

/**
 * Public pages carry their language in the route and must not touch cookies, or they could not be prerendered;
 * signed-in pages take it from the cookie.
 */
export default getRequestConfig(async ({ requestLocale }) => {
  const fromRoute = await requestLocale;
  const chosen = isLocale(fromRoute) ? fromRoute : (await cookies()).get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : defaultLocale;
  return { locale, messages: messagesOf(locale), timeZone: "Asia/Shanghai" };
});
