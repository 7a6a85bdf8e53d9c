"use client";

import { useEffect } from "react";

/** After a client navigation the new page's radios must take the choice that public/theme.js keeps on `<html>`. */
export function DegreeMemory() {
  useEffect(() => {
    const chosen = document.documentElement.dataset.degree;
    for (const radio of document.querySelectorAll<HTMLInputElement>("[data-degree-radio]")) {
      radio.checked = radio.dataset.degreeRadio === chosen;
    }
  }, []);
  return null;
}
