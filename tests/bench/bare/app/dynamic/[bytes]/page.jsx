import { Lines } from "../../lines.jsx";

// Made anew for each request, as the product's signed-in pages are.
export const dynamic = "force-dynamic";

export default async function Page({ params }) {
  return <Lines bytes={(await params).bytes} />;
}
