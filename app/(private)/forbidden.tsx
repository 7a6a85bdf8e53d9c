import { ErrorPage } from "#ui/error-page";

export default function Forbidden() {
  return (
    <main id="main">
      <ErrorPage kind="forbidden" />
    </main>
  );
}
