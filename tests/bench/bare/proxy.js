import { NextResponse } from "next/server";

// For no path at all, and needed: the builder looks for this file upwards and would take the product's.
export const proxy = () => NextResponse.next();
export const config = { matcher: "/none" };
