import type { ReactNode } from "react";
import { demoOnly } from "./demo-only.ts";

export default async function DemoLayout({ children }: { children: ReactNode }) {
  await demoOnly();
  return children;
}
