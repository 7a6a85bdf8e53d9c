import { Lines } from "../../lines.jsx";

// Made at the first request and kept, as the product's public pages are.
export const dynamic = "force-static";
export const generateStaticParams = () => [];

export default async function Page({ params }) {
  return <Lines bytes={(await params).bytes} />;
}
