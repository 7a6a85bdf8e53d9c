import { ErrorPage } from "#ui/error-page";

export default function NotFound() {
  return (
    <main id="main">
      <ErrorPage kind="notFound" />
    </main>
  );
}
