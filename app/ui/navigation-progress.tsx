"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { Suspense, useEffect, useState } from "react";

/**
 * The loading state of every page: a thin bar from the press on a link until the new page stands.
 * Not loading.tsx, which would answer 200 before a page can say 404, and leave readers without scripts at a skeleton.
 */
export function NavigationProgress() {
  return (
    <Suspense>
      <Bar />
    </Suspense>
  );
}

function leadsAway(event: MouseEvent): boolean {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  ) {
    return false;
  }
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download") || link.origin !== window.location.origin)
    return false;
  return link.pathname !== window.location.pathname || link.search !== window.location.search;
}

function Bar() {
  const path = usePathname();
  const query = useSearchParams().toString();
  const [leaving, setLeaving] = useState<string>();
  const here = `${path}?${query}`;
  useEffect(() => {
    // Capture: the router's own handler prevents the default before a bubbling listener sees the press.
    const onClick = (event: MouseEvent) => {
      if (leadsAway(event)) setLeaving(here);
    };
    document.addEventListener("click", onClick, true);
    return () => document.removeEventListener("click", onClick, true);
  }, [here]);
  if (leaving !== here) return null;
  return (
    <div aria-hidden data-print="hide" className="fixed inset-x-0 top-0 z-50 h-0.75 overflow-hidden bg-green-100">
      <div className="h-full w-1/3 animate-slide bg-green-500" />
    </div>
  );
}
