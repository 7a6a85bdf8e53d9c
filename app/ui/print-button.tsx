"use client";

import { Printer } from "lucide-react";
import { Button } from "#ui/button";

/** Opens the browser's own print dialogue; what is not to be printed carries `data-print="hide"`. */
export function PrintButton({ children }: { children: string }) {
  return (
    <Button tone="quiet" icon={<Printer aria-hidden size={18} />} onClick={() => window.print()}>
      {children}
    </Button>
  );
}
