import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env";

const YEAR_S = 31_536_000;

/** The one switch of language: remembers it in a cookie and goes back to where one was, on this site only. */
export function GET(request: NextRequest): NextResponse {
  const { searchParams } = request.nextUrl;
  const locale = searchParams.get("to") === "en" ? "en" : "zh-CN";
  const back = searchParams.get("back") ?? "/";
  const safe = /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : "/";
  const response = NextResponse.redirect(new URL(safe, env().origin), 303);
  response.cookies.set("locale", locale, { path: "/", maxAge: YEAR_S, sameSite: "lax" });
  response.headers.set("cache-control", "no-store");
  return response;
}
