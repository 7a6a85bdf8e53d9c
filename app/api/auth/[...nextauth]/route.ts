import NextAuth from "next-auth";
import { authOptions } from "#door/next-auth";

// Options hold secrets, which a build must not need: made on the request.
const handler = (request: Request, context: { params: Promise<{ nextauth: string[] }> }) =>
  NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
