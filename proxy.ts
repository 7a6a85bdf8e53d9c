import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env";

const PRIVATE = /^\/(?:sign-in|account|my|operator|officer|admin|demo|api|language)(?:\/|$)/;
const SIGNED_IN = /^\/(?:account|my|operator|officer|admin|demo)(?:\/|$)/;

/** Providers' servers call here: they have no Origin and no session, and sign what they send instead. */
const SIGNED = /^\/api\/v1\/payments\/callback\/[a-z]+$/;

/**
 * Before every page, action and route: refuses changes that another site asks for, gives public pages their
 * language (URLs never show it), and sets the headers that keep a page's scripts its own.
 */
export function proxy(request: NextRequest): NextResponse {
  const { origin, secure } = site();
  const safe = ["GET", "HEAD"].includes(request.method) || SIGNED.test(request.nextUrl.pathname);
  if (!safe && request.headers.get("origin") !== origin) {
    // Next runs a server action when Origin is absent and trusts X-Forwarded-Host, so we ask ourselves.
    const text = `403: this request did not come from ${origin}. Open the site there and try again.\n`;
    return new NextResponse(text, { status: 403, headers: { "content-type": "text/plain; charset=utf-8" } });
  }
  const { pathname } = request.nextUrl;
  const isPrivate = PRIVATE.test(pathname);
  const nonce = isPrivate ? crypto.randomUUID().replaceAll("-", "") : null;
  const policy = contentPolicy(nonce, secure);

  const headers = new Headers(request.headers);
  headers.delete("x-forwarded-host");
  headers.set("x-wutong-path", pathname + request.nextUrl.search);
  headers.delete("x-nonce");
  headers.delete("content-security-policy");
  if (nonce) {
    headers.set("x-nonce", nonce);
    headers.set("content-security-policy", policy);
  }

  const url = new URL(`/${localeOf(request)}${pathname === "/" ? "" : pathname}${request.nextUrl.search}`, request.url);
  const response = isPrivate
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(url, { request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (secure) response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  if (SIGNED_IN.test(pathname)) response.headers.set("cache-control", "private, no-store");
  return response;
}

function site() {
  const { origin } = env();
  return { origin, secure: origin.startsWith("https:") };
}

const localeOf = (request: NextRequest): string => (request.cookies.get("locale")?.value === "en" ? "en" : "zh-CN");

function contentPolicy(nonce: string | null, secure: boolean): string {
  const development = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  // Prerendered pages are the same for everybody, so they cannot carry a nonce; they hold nothing that a person typed.
  const scripts = nonce ? `'nonce-${nonce}' 'strict-dynamic'` : "'unsafe-inline'";
  return [
    "default-src 'self'",
    `script-src 'self' ${scripts}${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    // The check of a round runs in a worker, whose file is one of the build's own.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico|icon.svg|theme.js|pictures/).*)"] };
