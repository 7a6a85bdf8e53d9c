import type { ReactNode } from "react";
import { PublicShell } from "#ui/public-shell";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <PublicShell>
      <div className="page-width py-8 sm:py-14">
        <div className="mx-auto grid max-w-form gap-8">{children}</div>
      </div>
    </PublicShell>
  );
}
