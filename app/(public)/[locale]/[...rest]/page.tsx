import { notFound } from "next/navigation";

export const generateStaticParams = () => [];

/** Any other address below the public pages: the 404 in the site's own frame. */
export default function UnknownPage() {
  notFound();
}
