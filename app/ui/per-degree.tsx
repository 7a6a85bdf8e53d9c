import { Fragment, type ReactNode } from "react";
import { type ShownDegree, shownDegrees } from "#ui/degree-switch";

/** `<PerDegree>{(degree) => <Money … />}</PerDegree>`: all variants of a block, of which the degree switch shows one. */
export function PerDegree({
  children,
  as: Tag = "div",
}: {
  children: (degree: ShownDegree) => ReactNode;
  as?: "div" | "span";
}) {
  return (
    <Fragment>
      {shownDegrees.map((degree) => (
        <Tag key={degree} data-for-degree={degree}>
          {children(degree)}
        </Tag>
      ))}
    </Fragment>
  );
}
